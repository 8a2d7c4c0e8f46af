import { channelId, messageTs, teamId, userId } from '@backscroll/core'
import { RUN_TRIGGERS } from '@backscroll/db'
import { z } from 'zod'
import type { JobKind, JobPayloads } from '../enqueue.ts'

const team = z.string().transform((value) => teamId(value))
const channel = z.string().transform((value) => channelId(value))
const user = z.string().transform((value) => userId(value))
const ts = z.string().transform((value) => messageTs(value))

interface JobRules<Kind extends JobKind> {
  /** Parsed again when the job runs: what stands in a queue may be older than this code. */
  payload: z.ZodType<JobPayloads[Kind]>
  /** Jobs of this kind at once in one process. */
  concurrency: number
  /** Tries before the job is given up; waiting because somebody asked for it does not count. */
  attempts: number
  /** Until a running job is taken for lost. */
  timeoutMs: number
  /** `one-waiting`: a second waiting job for the same ids is dropped, because the first does its work. */
  perKey: 'one-waiting' | 'any'
}

/** Every kind of job: a kind without rules does not compile. */
export const JOB_KINDS: { [Kind in JobKind]: JobRules<Kind> } = {
  'team.sync': { payload: z.object({ teamId: team }), concurrency: 2, attempts: 8, timeoutMs: 900_000, perKey: 'one-waiting' },
  'channel.sync': {
    payload: z.object({ teamId: team, channelId: channel }),
    concurrency: 2,
    attempts: 8,
    timeoutMs: 300_000,
    perKey: 'one-waiting',
  },
  'channel.backfill': {
    payload: z.object({ teamId: team, channelId: channel }),
    concurrency: 4,
    attempts: 8,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'history.read': { payload: z.object({ teamId: team }), concurrency: 4, attempts: 8, timeoutMs: 900_000, perKey: 'one-waiting' },
  'replies.read': { payload: z.object({ teamId: team }), concurrency: 4, attempts: 8, timeoutMs: 900_000, perKey: 'one-waiting' },
  'team.reconcile': {
    payload: z.object({ teamId: team, trigger: z.enum(RUN_TRIGGERS) }),
    concurrency: 2,
    attempts: 8,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'team.policy': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 300_000, perKey: 'one-waiting' },
  'team.join': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 900_000, perKey: 'one-waiting' },
  'team.deepen': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 60_000, perKey: 'one-waiting' },
  'team.schedule': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 60_000, perKey: 'one-waiting' },
  'question.answer': {
    payload: z.object({ teamId: team, questionId: z.uuid() }),
    concurrency: 8,
    attempts: 4,
    timeoutMs: 120_000,
    perKey: 'one-waiting',
  },
  'question.summarize': {
    payload: z.object({ teamId: team, questionId: z.uuid() }),
    concurrency: 4,
    attempts: 4,
    timeoutMs: 120_000,
    perKey: 'one-waiting',
  },
  'question.relate': {
    payload: z.object({ teamId: team, questionId: z.uuid() }),
    concurrency: 4,
    attempts: 4,
    timeoutMs: 120_000,
    perKey: 'one-waiting',
  },
  'question.forget': {
    payload: z.object({ teamId: team, questionId: z.uuid() }),
    concurrency: 2,
    attempts: 8,
    timeoutMs: 300_000,
    perKey: 'one-waiting',
  },
  'person.forget': {
    payload: z.object({ teamId: team, userId: user, receiptId: z.uuid() }),
    concurrency: 1,
    attempts: 8,
    timeoutMs: 900_000,
    perKey: 'one-waiting',
  },
  'answer.share': {
    payload: z.object({ teamId: team, answerId: z.uuid(), channelId: channel }),
    concurrency: 4,
    attempts: 4,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'answer.revise': {
    payload: z.object({ teamId: team, answerId: z.uuid() }),
    concurrency: 4,
    attempts: 8,
    timeoutMs: 120_000,
    perKey: 'one-waiting',
  },
  'home.publish': {
    payload: z.object({ teamId: team, userId: user, from: z.int().min(0) }),
    concurrency: 4,
    attempts: 4,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'team.reindex': {
    payload: z.object({ teamId: team, userId: user }),
    concurrency: 1,
    attempts: 8,
    timeoutMs: 3_600_000,
    perKey: 'one-waiting',
  },
  'index.check': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 60_000, perKey: 'one-waiting' },
  'words.fit': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 4, timeoutMs: 120_000, perKey: 'one-waiting' },
  'thread.title': {
    payload: z.object({ teamId: team, channelId: channel, threadTs: ts }),
    concurrency: 2,
    attempts: 2,
    timeoutMs: 30_000,
    perKey: 'one-waiting',
  },
  'prompts.offer': {
    payload: z.object({ teamId: team, userId: user, channelId: channel }),
    concurrency: 2,
    attempts: 2,
    timeoutMs: 30_000,
    perKey: 'one-waiting',
  },
  'installer.welcome': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 4, timeoutMs: 60_000, perKey: 'one-waiting' },
  'installer.warn': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 4, timeoutMs: 60_000, perKey: 'one-waiting' },
  'installer.budget': {
    payload: z.object({ teamId: team, day: z.iso.date() }),
    concurrency: 1,
    attempts: 4,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'questions.cluster': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 2, timeoutMs: 120_000, perKey: 'one-waiting' },
  'channel.invited': {
    payload: z.object({ teamId: team, channelId: channel, version: z.string().regex(/^\d{1,20}$/) }),
    concurrency: 2,
    attempts: 4,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'channel.announce': {
    payload: z.object({ teamId: team, channelId: channel }),
    concurrency: 2,
    attempts: 4,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'org.sync': {
    payload: z.object({ enterpriseId: z.string().regex(/^E[A-Z0-9]{1,29}$/) }),
    concurrency: 1,
    attempts: 8,
    timeoutMs: 300_000,
    perKey: 'one-waiting',
  },
  'installation.check': {
    payload: z.object({ teamId: team, generation: z.int().positive() }),
    concurrency: 2,
    attempts: 8,
    timeoutMs: 60_000,
    perKey: 'one-waiting',
  },
  'team.retain': { payload: z.object({ teamId: team }), concurrency: 1, attempts: 8, timeoutMs: 3_600_000, perKey: 'one-waiting' },
  'export.write': {
    payload: z.object({ teamId: team, exportId: z.uuid() }),
    concurrency: 1,
    attempts: 4,
    timeoutMs: 3_600_000,
    perKey: 'one-waiting',
  },
  'erasure.run': {
    payload: z.object({ teamId: team, erasureId: z.uuid() }),
    concurrency: 1,
    attempts: 12,
    timeoutMs: 3_600_000,
    perKey: 'one-waiting',
  },
  'evaluation.run': {
    payload: z.object({ teamId: team, runId: z.uuid() }),
    concurrency: 1,
    attempts: 8,
    timeoutMs: 900_000,
    perKey: 'one-waiting',
  },
}
