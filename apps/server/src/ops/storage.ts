import { pino } from 'pino'
import { processEnvironment, readStorageConfig } from '../config.ts'
import { type ContextOptions, openStorage, type Storage } from '../storage.ts'
import { openLog } from '../telemetry/open-log.ts'

/** Opens the storage of this environment for one verb and closes it again. Logs go to standard error, warnings and worse only. */
export async function withStorage<T>(work: (storage: Storage) => Promise<T>, options: Pick<ContextOptions, 'database'> = {}): Promise<T> {
  const log = openLog('warn', pino.destination(2))
  const storage = await openStorage(readStorageConfig(processEnvironment()), { log, ...options })
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}
