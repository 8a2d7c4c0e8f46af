import { randomUUID } from 'node:crypto'
import { AppError } from '@backscroll/core'
import type { Context } from '../context.ts'
import type { JobKind, JobPayloads } from '../enqueue.ts'
import { warnOfBudget } from '../flows/accounting/warn-of-budget.ts'
import { answerQuestion } from '../flows/answers/answer-question.ts'
import { announceReading } from '../flows/channels/announce-reading.ts'
import { answerInvitation } from '../flows/channels/answer-invitation.ts'
import { applyChannelPolicy } from '../flows/channels/apply-channel-policy.ts'
import { joinBySetting } from '../flows/channels/join-by-setting.ts'
import { syncChannel } from '../flows/channels/sync-channel.ts'
import { syncTeam } from '../flows/channels/sync-team.ts'
import { runErasure } from '../flows/erasure/run-erasure.ts'
import { runEvaluation } from '../flows/evaluations/run-evaluation.ts'
import { writeExport } from '../flows/exports/write-export.ts'
import { clusterTeamQuestions } from '../flows/feedback/cluster-questions.ts'
import { fitWords } from '../flows/index/fit-words.ts'
import { recheckIndex } from '../flows/index/recheck-index.ts'
import { checkInstallation } from '../flows/install/check-installation.ts'
import { noticeRefusedToken } from '../flows/install/notice-refused-token.ts'
import { syncOrg } from '../flows/install/sync-org.ts'
import { warnInstaller } from '../flows/install/warn-installer.ts'
import { welcomeInstaller } from '../flows/install/welcome-installer.ts'
import { reviseAnswer } from '../flows/living/revise-answer.ts'
import { forgetPostedQuestion } from '../flows/log/forget-question.ts'
import { backfillChannel } from '../flows/reading/backfill-channel.ts'
import { readDeeper } from '../flows/reading/read-deeper.ts'
import { readPages } from '../flows/reading/read-pages.ts'
import { readThreads } from '../flows/reading/read-threads.ts'
import { reconcileTeam } from '../flows/reading/reconcile-team.ts'
import { scheduleComparison } from '../flows/reading/schedule-comparison.ts'
import { retainTeam } from '../flows/retention/retain-team.ts'
import { forgetPerson } from '../flows/surfaces/forget-person.ts'
import { publishHome } from '../flows/surfaces/home/publish-home.ts'
import { reindexFromHome } from '../flows/surfaces/home/reindex-from-home.ts'
import { offerPrompts } from '../flows/surfaces/offer-prompts.ts'
import { shareAnswer } from '../flows/surfaces/sharing/share-answer.ts'
import { findRelated } from '../flows/surfaces/shortcuts/find-related.ts'
import { summarizeThread } from '../flows/surfaces/shortcuts/summarize-thread.ts'
import { titleThread } from '../flows/surfaces/title-thread.ts'
import { JOB_KINDS } from './kinds.ts'

type Handler<Kind extends JobKind> = (ctx: Context, payload: JobPayloads[Kind], signal: AbortSignal) => Promise<void>

/** A kind without a handler does not compile. */
const HANDLERS: { [Kind in JobKind]: Handler<Kind> } = {
  'team.sync': syncTeam,
  'channel.sync': syncChannel,
  'channel.backfill': backfillChannel,
  'history.read': readPages,
  'replies.read': readThreads,
  'team.reconcile': reconcileTeam,
  'team.policy': applyChannelPolicy,
  'team.join': joinBySetting,
  'team.deepen': readDeeper,
  'team.schedule': scheduleComparison,
  'question.answer': answerQuestion,
  'question.summarize': summarizeThread,
  'question.relate': findRelated,
  'question.forget': forgetPostedQuestion,
  'person.forget': forgetPerson,
  'answer.share': shareAnswer,
  'answer.revise': reviseAnswer,
  'home.publish': publishHome,
  'team.reindex': reindexFromHome,
  'index.check': recheckIndex,
  'words.fit': fitWords,
  'thread.title': titleThread,
  'prompts.offer': offerPrompts,
  'installer.welcome': welcomeInstaller,
  'installer.warn': warnInstaller,
  'installer.budget': warnOfBudget,
  'questions.cluster': clusterTeamQuestions,
  'channel.invited': answerInvitation,
  'channel.announce': announceReading,
  'org.sync': syncOrg,
  'installation.check': checkInstallation,
  'team.retain': retainTeam,
  'export.write': writeExport,
  'erasure.run': runErasure,
  'evaluation.run': runEvaluation,
}

/** Starts taking jobs of every kind. */
export async function runJobs(ctx: Context): Promise<void> {
  await Promise.all((Object.keys(JOB_KINDS) as JobKind[]).map((kind) => runKind(ctx, kind)))
}

async function runKind<Kind extends JobKind>(ctx: Context, kind: Kind): Promise<void> {
  const { payload: schema, concurrency } = JOB_KINDS[kind]
  await ctx.jobs.work(kind, { concurrency }, async (raw, signal) => {
    const payload = schema.parse(raw)
    const belongsTo = 'questionId' in payload ? payload.questionId : undefined
    await ctx.telemetry.jobRan({ kind, id: randomUUID(), belongsTo }, async () => {
      try {
        await HANDLERS[kind](ctx, payload, signal)
      } catch (error) {
        await settle(ctx, kind, payload, error)
      }
    })
  })
}

/** Somebody asked to wait: the job waits without spending a try. A token that no longer works pauses the team. Anything else is a failed try. */
async function settle<Kind extends JobKind>(ctx: Context, kind: Kind, payload: JobPayloads[Kind], error: unknown): Promise<void> {
  const isRevoked = error instanceof AppError && error.code === 'token_revoked'
  if (isRevoked && 'teamId' in payload && (await noticeRefusedToken(ctx, payload.teamId))) return
  if (error instanceof AppError && error.retryAfterMs !== null) {
    ctx.telemetry.notice('job waits', { kind, payload, code: error.code, retryAfterMs: error.retryAfterMs })
    return ctx.enqueue(kind, payload, { startAfterMs: error.retryAfterMs })
  }
  ctx.telemetry.notice('job failed', { kind, payload, err: error })
  throw error
}
