import { readServiceConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'

/** A second look at the same data, without doors. */
export async function looking(env: Record<string, string>): Promise<Context & AsyncDisposable> {
  const ctx = await openContext(readServiceConfig({ ...env, LOG_LEVEL: 'silent' }))
  return { ...ctx, [Symbol.asyncDispose]: () => ctx.close() }
}
