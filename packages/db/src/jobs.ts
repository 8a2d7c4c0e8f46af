import { setTimeout as wait } from 'node:timers/promises'
import { PgBoss, type QueuePolicy } from 'pg-boss'
import postgres from 'postgres'
import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { postgresJsForPgBoss, transactionForPgBoss } from './pg-boss-adapter.ts'
import { shortReason } from './short-reason.ts'
import type { SystemTx, TenantTx } from './tenant.ts'

/** How jobs of one kind are kept apart and repeated. */
export interface JobOptions {
  /**
   * `any` (default): all at once. `one-at-a-time`: jobs of one key wait for each other. `one-waiting`: also, a second waiting job of
   * a key is dropped, because the first will do its work.
   */
  perKey?: 'any' | 'one-at-a-time' | 'one-waiting'
  /** Attempts in all, default 6; the pause doubles from `retryDelayMs`, default 1,000, up to five minutes. */
  attempts?: number
  retryDelayMs?: number
  /** After this the job counts as failed and its signal aborts, default 15 minutes. */
  timeoutMs?: number
}

export interface SendOptions {
  tx?: TenantTx | SystemTx
  key?: string
  startAfterMs?: number
  /** Larger ones are taken first; default 0. */
  priority?: number
}

/** Durable jobs. Payloads are ids, never contents; handlers run at least once. */
export interface Jobs {
  /** Creates what is needed in the database. @throws RetryLaterError when it cannot be reached. */
  start(): Promise<void>
  /** Waits up to 20 seconds for running handlers. */
  stop(): Promise<void>
  /** Declares a kind; `perKey` of a kind that exists already stays as it is. */
  ensure(kind: string, options?: JobOptions): Promise<void>
  /**
   * Sends a job; with `tx` it exists if and only if that transaction commits.
   * @returns false when a waiting job of the same key makes it needless.
   */
  send(kind: string, payload: object, options?: SendOptions): Promise<boolean>
  /** Sends a job at the times of a cron expression in a time zone, from any process; a schedule of the same kind and key is replaced. */
  schedule(kind: string, payload: object, when: { key: string; cron: string; timeZone: string }): Promise<void>
  /** Ends a schedule; nothing without one. */
  unschedule(kind: string, key: string): Promise<void>
  /** Works on jobs of a kind, woken by the database, looking every second anyway. An error repeats the job. */
  work(kind: string, options: { concurrency: number }, handler: (payload: unknown, signal: AbortSignal) => Promise<void>): Promise<void>
}

const POLICIES: Record<NonNullable<JobOptions['perKey']>, QueuePolicy> = {
  any: 'standard',
  'one-at-a-time': 'singleton',
  'one-waiting': 'stately',
}
const POLL_SECONDS = 1
/** A job whose worker was killed comes back after this and the monitor's next round, not after its whole time limit. */
const HEARTBEAT_SECONDS = 20
/** What a stop leaves to running handlers. */
const STOP_MS = 20_000
/** How often dead jobs are looked for. */
const MONITOR_SECONDS = 20

/**
 * Jobs over pg-boss, on connections of their own. The url must lead to Postgres itself: a transaction pooler knows no LISTEN.
 * @param options.onError hears about trouble in the background, e.g. a lost connection; the loops go on by themselves.
 */
export function openJobs(target: Db | string, options: { onError?: (reason: string) => void } = {}): Jobs {
  const raw = postgres(typeof target === 'string' ? target : poolsBehind(target).url, { max: 4, onnotice() {} })
  const boss = new PgBoss({
    db: postgresJsForPgBoss(raw),
    useListenNotify: true,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
  })
  // without a listener an error event ends the process
  boss.on('error', (error) => options.onError?.(shortReason(error)))
  const kinds = new Set<string>()

  return {
    start: () =>
      guarded(async () => {
        await boss.start()
      }),

    async stop() {
      const startedMs = performance.now()
      // pg-boss would look every half second whether its workers have ended: waited for like this, a stop takes as long as they do
      const ended = Promise.all([...kinds].map((kind) => boss.offWork(kind, { wait: true })))
      await Promise.race([ended, wait(STOP_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, timeout: STOP_MS - (performance.now() - startedMs) })
      await raw.end({ timeout: 5 })
    },

    ensure: (kind, { perKey = 'any', attempts = 6, retryDelayMs = 1_000, timeoutMs = 900_000 } = {}) =>
      guarded(() =>
        boss.createQueue(kind, {
          policy: POLICIES[perKey],
          retryLimit: attempts - 1,
          retryDelay: Math.max(1, Math.round(retryDelayMs / 1_000)),
          retryBackoff: true,
          retryDelayMax: 300,
          expireInSeconds: Math.max(1, Math.round(timeoutMs / 1_000)),
          heartbeatSeconds: HEARTBEAT_SECONDS,
          notify: true,
        }),
      ),

    send: (kind, payload, { tx, key, startAfterMs, priority = 0 } = {}) =>
      guarded(async () => {
        const id = await boss.send(kind, payload, {
          priority,
          ...(key === undefined ? {} : { singletonKey: key }),
          ...(startAfterMs === undefined ? {} : { startAfter: Math.ceil(startAfterMs / 1_000) }),
          ...(tx === undefined ? {} : { db: transactionForPgBoss(tx) }),
        })
        return id !== null
      }),

    schedule: (kind, payload, { key, cron, timeZone }) =>
      guarded(() => boss.schedule(kind, cron, payload, { key, tz: timeZone, singletonKey: key })),

    unschedule: (kind, key) => guarded(() => boss.unschedule(kind, key)),

    async work(kind, { concurrency }, handler) {
      kinds.add(kind)
      const polling = { pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS }
      await boss.work<unknown>(kind, { localConcurrency: concurrency, batchSize: 1, ...polling }, async ([job]) => {
        if (!job) return
        try {
          await handler(job.data, job.signal)
        } catch (error) {
          // pg-boss stores what is thrown, and the original may hold text
          throw new Error(shortReason(error))
        }
      })
    },
  }
}
