import { pino } from 'pino'
import { processEnvironment, readStorageConfig } from '../config.ts'
import { openStorage, type Storage } from '../storage.ts'

/** Opens the storage of this environment for one verb and closes it again. Logs go to standard error, warnings and worse only. */
export async function withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const log = pino({ level: 'warn' }, pino.destination(2))
  const storage = await openStorage(readStorageConfig(processEnvironment()), { log })
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}
