import type { Clock } from '@backscroll/core'
import { readServiceConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'

/** A second look at the same data, without doors. */
export async function looking(env: Record<string, string>, clock?: Clock): Promise<Context & AsyncDisposable> {
  const ctx = await openContext(readServiceConfig({ ...env, LOG_LEVEL: 'silent' }), clock ? { clock } : {})
  return { ...ctx, [Symbol.asyncDispose]: () => ctx.close() }
}
