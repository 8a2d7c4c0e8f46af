import { inboxStatsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Whether this process can serve, and what waits; `reason` names the part that cannot. */
export interface Readiness {
  ok: boolean
  reason?: string
  inbox?: { pending: number; dead: number }
}

/** Asks the database and its migrations; counts what waits and what was set aside. */
export async function readReadiness(ctx: Context): Promise<Readiness> {
  try {
    if (!(await ctx.db.isMigrated())) return { ok: false, reason: 'database migrations are missing: run the migrate verb' }
    const { pending, dead } = await ctx.db.withSystem((tx) => inboxStatsOf(tx))
    return { ok: true, inbox: { pending, dead } }
  } catch (error) {
    ctx.log.warn({ err: error }, 'not ready')
    return { ok: false, reason: 'the database cannot be reached' }
  }
}
