import { z } from 'zod'
import { slackChannelId } from './paging.ts'

export const runRow = z
  .object({
    id: z.string(),
    trigger: z.string(),
    startedBy: z.string(),
    state: z.enum(['running', 'paused', 'finished', 'cancelled']),
    channels: z.int(),
    messagesSeen: z.int(),
    messagesStored: z.int(),
    repliesStored: z.int(),
    messagesDeleted: z.int(),
    requests: z.int(),
    threadsDone: z.int(),
    /** Messages and replies seen a minute from its beginning to its end or to now, waits included; null in its first seconds. */
    seenPerMinute: z.number().nullable(),
    /** How long Slack's limits made it wait. */
    throttledSeconds: z.int(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    /** Seconds until the end at the pace of now: the fewest and the most. */
    eta: z.object({ low: z.int(), high: z.int() }).nullable(),
  })
  .meta({ id: 'Run' })
export type RunRow = z.output<typeof runRow>

export const jobRow = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.enum(['waiting', 'running', 'retrying', 'failed']),
    attempt: z.int(),
    attempts: z.int(),
    /** A code, never text. */
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    nextAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' })
export type JobRow = z.output<typeof jobRow>

/** A delivery of Slack that was given up: its text is gone, and comparing with Slack brings what it held. */
const setAside = z.object({ type: z.string(), attempts: z.int(), error: z.string().nullable(), at: z.iso.datetime() })

export const work = z
  .object({
    run: runRow.nullable(),
    history: z.array(runRow),
    queue: z.object({
      waiting: z.int(),
      running: z.int(),
      retrying: z.int(),
      failed: z.int(),
      /** Messages that are stored and not searchable yet. */
      unindexed: z.int(),
      /** Deliveries of Slack that are not applied yet. */
      inbox: z.int(),
      oldestSeconds: z.int().nullable(),
      /** Jobs that ended well within the last ten minutes. */
      doneLately: z.int(),
      /** Deliveries of Slack that were given up. */
      setAside: z.int(),
    }),
    jobs: z.array(jobRow),
    /** Slack asked to wait: per method until when. */
    waits: z.array(z.object({ method: z.string(), until: z.iso.datetime() })),
    /** The latest deliveries that were given up, newest first. */
    setAside: z.array(setAside),
    nextComparisonAt: z.iso.datetime().nullable(),
    /** What is begun by the clock: the five fields of cron, in a time zone. */
    schedules: z.array(z.object({ kind: z.string(), cron: z.string(), timeZone: z.string(), nextAt: z.iso.datetime().nullable() })),
  })
  .meta({ id: 'Work' })
export type Work = z.output<typeof work>

export const jobParams = z.object({ jobId: z.uuid('is no id of a job') })
/** Compares with Slack now: everything, or these channels. */
export const newSync = z
  .strictObject({ channelIds: z.array(slackChannelId).max(1_000, 'may name 1,000 channels at most').optional() })
  .meta({ id: 'NewSync' })
export const runChange = z.strictObject({ state: z.enum(['running', 'paused', 'cancelled']) }).meta({ id: 'RunChange' })
