import { pino } from 'pino'
import { processEnvironment, readServiceConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { openLog } from '../telemetry/open-log.ts'

/** Opens everything but the doors for one verb and closes it again. Logs go to standard error, errors and worse only. */
export async function withService<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  const log = openLog('error', pino.destination(2))
  const ctx = await openContext(readServiceConfig(processEnvironment()), { log })
  try {
    return await work(ctx)
  } finally {
    await ctx.close()
  }
}
