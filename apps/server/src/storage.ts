import { type Clock, systemClock } from '@backscroll/core'
import { assertIsolation, type Db, type LocalPostgres, migrate, openDb, openJobs, startLocalPostgres } from '@backscroll/db'
import { type Logger, pino } from 'pino'
import type { StorageConfig } from './config.ts'
import { type Enqueue, enqueueOver } from './enqueue.ts'
import { JOB_KINDS } from './jobs/kinds.ts'

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
}

/** Opens Postgres (an embedded one without DATABASE_URL), migrates it and proves its isolation. */
export async function openStorage(config: StorageConfig, options: ContextOptions = {}): Promise<Storage> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? pino({ level: config.LOG_LEVEL })
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const url = config.DATABASE_URL ?? (await embeddedPostgres(config, log, closing))
    await migrate(url)
    const db = openDb({ url, poolSize: config.DATABASE_POOL })
    closing.push(() => db.close())
    await assertIsolation(db)
    const jobs = openJobs(db, { onError: (reason) => log.warn({ reason }, 'job queue') })
    let stopped: Promise<void> | undefined
    const stopJobs = () => {
      stopped ??= jobs.stop()
      return stopped
    }
    closing.push(stopJobs)
    await jobs.start()
    for (const [kind, { attempts, timeoutMs, perKey }] of Object.entries(JOB_KINDS))
      await jobs.ensure(kind, { attempts, timeoutMs, perKey })
    return { clock, log, db, jobs, enqueue: enqueueOver(jobs), stopJobs, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function embeddedPostgres(config: StorageConfig, log: Logger, closing: (() => Promise<void>)[]): Promise<string> {
  const local: LocalPostgres = await startLocalPostgres({ dataRoot: `${config.DATA_DIR}/postgres`, log: (message) => log.info(message) })
  // a server that another living process started is that process's to stop
  if (local.owned) closing.push(() => local.stop())
  return local.url
}
