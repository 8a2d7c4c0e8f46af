import { type Clock, systemClock } from '@backscroll/core'
import { assertIsolation, type Db, type LocalPostgres, migrate, openDb, openJobs, startLocalPostgres } from '@backscroll/db'
import type { Logger } from 'pino'
import type { StorageConfig } from './config.ts'
import { type Enqueue, enqueueOver } from './enqueue.ts'
import { JOB_KINDS } from './jobs/kinds.ts'
import { openLog } from './telemetry/open-log.ts'

/** Everything below the doors that holds a connection, a file or a key. */
export interface Storage {
  readonly clock: Clock
  readonly log: Logger
  readonly db: Db
  readonly jobs: ReturnType<typeof openJobs>
  readonly enqueue: Enqueue
  /** Takes no more jobs and waits for those that run; safe to call twice. */
  stopJobs(): Promise<void>
  /** Closes what was opened, in reverse. */
  close(): Promise<void>
}

/** Replacements that tests and the demo may bring. */
export interface ContextOptions {
  clock?: Clock
  log?: Logger
  /** `as-is`: the database is neither migrated nor checked, and no job is taken or sent; for looking at what is wrong. Default `ready`. */
  database?: 'ready' | 'as-is'
}

/** Opens Postgres (an embedded one without DATABASE_URL), migrates it and proves its isolation. */
export async function openStorage(config: StorageConfig, options: ContextOptions = {}): Promise<Storage> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? openLog(config.LOG_LEVEL)
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const url = config.DATABASE_URL ?? (await embeddedPostgres(config, log, closing))
    const isReady = options.database !== 'as-is'
    if (isReady) await migrate(url)
    const db = openDb({ url, poolSize: config.DATABASE_POOL })
    closing.push(() => db.close())
    if (isReady) await assertIsolation(db)
    const jobs = openJobs(db, { onError: (reason) => log.warn({ reason }, 'job queue') })
    let stopped: Promise<void> | undefined
    const stopJobs = () => {
      stopped ??= jobs.stop()
      return stopped
    }
    closing.push(stopJobs)
    if (isReady) await startJobs(jobs)
    return { clock, log, db, jobs, enqueue: enqueueOver(jobs), stopJobs, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startJobs(jobs: Storage['jobs']): Promise<void> {
  await jobs.start()
  for (const [kind, { attempts, timeoutMs, perKey }] of Object.entries(JOB_KINDS)) await jobs.ensure(kind, { attempts, timeoutMs, perKey })
}

async function embeddedPostgres(config: StorageConfig, log: Logger, closing: (() => Promise<void>)[]): Promise<string> {
  const local: LocalPostgres = await startLocalPostgres({ dataRoot: `${config.DATA_DIR}/postgres`, log: (message) => log.info(message) })
  // a server that another living process started is that process's to stop
  if (local.owned) closing.push(() => local.stop())
  return local.url
}
