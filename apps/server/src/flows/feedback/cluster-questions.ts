import { randomUUID } from 'node:crypto'
import type { TeamId } from '@backscroll/core'
import { answersOf, clustersOf, type QuestionCluster, questionsOf, type TenantTx } from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { type AnsweredQuestion, planClusters } from './plan-clusters.ts'

/** How far back questions are looked at, and how many at most. */
const WINDOW_MS = 30 * 86_400_000
const QUESTIONS = 1_000
const CLUSTERS = 1_000

/** Brings a team's clusters of questions without a good answer up to date; any number of times. */
export async function clusterTeamQuestions({ db, clock }: Pick<Storage, 'db' | 'clock'>, { teamId }: { teamId: TeamId }): Promise<void> {
  const nowMs = clock.nowMs()
  await db.withTenant(teamId, async (tx) => {
    const known = await clustersOf(tx).list({ limit: CLUSTERS })
    const open = await questionsOf(tx).unanswered({ sinceMs: nowMs - WINDOW_MS, limit: QUESTIONS })
    const answered = await wellAnswered(tx, nowMs - WINDOW_MS)
    const touched = new Set<string>()
    for (const planned of planClusters(open, answered, known)) {
      const clusterId = planned.clusterId ?? randomUUID()
      touched.add(clusterId)
      await clustersOf(tx).put({ clusterId, label: planned.label, atMs: nowMs })
      await clustersOf(tx).assign(planned.questionIds, clusterId)
      const { state, resolvedBy } = planned
      await clustersOf(tx).setState(clusterId, { state, ...(await resolution(tx, state, resolvedBy)) })
    }
    for (const cluster of known) if (!touched.has(cluster.clusterId)) await tend(tx, cluster, answered)
  })
}

/** Answers that say something and that nobody found bad, by their questions. */
async function wellAnswered(tx: TenantTx, fromMs: number): Promise<AnsweredQuestion[]> {
  const log = await answersOf(tx).log({ filter: { states: ['answered'], fromMs }, limit: QUESTIONS })
  return log
    .filter(({ bad, question }) => bad === 0 && question !== '')
    .map(({ questionId, answerId, question, createdAtMs }) => ({ questionId, answerId, text: question, createdAtMs }))
}

/** The message that answers a cluster; what an admin has named stays while nothing new is known. */
async function resolution(
  tx: TenantTx,
  state: QuestionCluster['state'],
  answerId: string | null,
): Promise<Pick<QuestionCluster, 'resolvedBy'> | object> {
  if (state !== 'resolved') return { resolvedBy: null }
  const source = answerId === null ? undefined : (await answersOf(tx).get(answerId))?.sources.find(({ role }) => role === 'cited')
  return source ? { resolvedBy: { channelId: source.channelId, ts: source.ts } } : {}
}

/** A cluster of which no question is open any more: one of them was answered, or is too old to be looked at. Nothing outlives the text of its questions. */
async function tend(tx: TenantTx, cluster: QuestionCluster, answered: readonly AnsweredQuestion[]): Promise<void> {
  const questions = await clustersOf(tx).questionsIn(cluster.clusterId, QUESTIONS)
  const kept = questions.filter(({ text }) => text !== '')
  if (kept.length === 0) {
    await clustersOf(tx).assign(
      questions.map(({ questionId }) => questionId),
      null,
    )
    return
  }
  const texts = kept.map(({ text, standaloneText }) => standaloneText ?? text)
  if (!texts.includes(cluster.label))
    await clustersOf(tx).put({ clusterId: cluster.clusterId, label: texts[0] ?? '', atMs: cluster.lastAtMs })
  const ids = new Set(kept.map(({ questionId }) => questionId))
  const good = answered.find(({ questionId }) => ids.has(questionId))
  if (good && (cluster.state === 'open' || cluster.state === 'assigned'))
    await clustersOf(tx).setState(cluster.clusterId, { state: 'resolved', ...(await resolution(tx, 'resolved', good.answerId)) })
}
