import { inboxStatsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { inTime } from './in-time.ts'

/** Whether this process can serve, and what waits; `reason` names the part that cannot. */
export interface Readiness {
  ok: boolean
  reason?: string
  inbox?: { pending: number; dead: number }
}

/** Whoever asks for readiness asks again soon: no longer than this. */
const PATIENCE_MS = 3_000
/** Everybody may ask, and a bucket bills each look: so long its answer is good. */
const LOOK_EVERY_MS = 5_000

/** Asks the database, its migrations and the place of the search index; counts what waits and what was set aside. */
export async function readReadiness(ctx: Context): Promise<Readiness> {
  try {
    return await inTime(PATIENCE_MS, 'the database does not answer', ask(ctx))
  } catch (error) {
    ctx.telemetry.notice('not ready', { err: error })
    return { ok: false, reason: 'the database cannot be reached' }
  }
}

async function ask(ctx: Context): Promise<Readiness> {
  const isFound = indexIsFound(ctx)
  if (!(await ctx.db.isMigrated())) return { ok: false, reason: 'database migrations are missing: run the migrate verb' }
  const { pending, dead } = await ctx.db.withSystem((tx) => inboxStatsOf(tx))
  if (!(await isFound)) return { ok: false, reason: 'the search index cannot be reached' }
  return { ok: true, inbox: { pending, dead } }
}

const looks = new WeakMap<Context['search'], { atMs: number; isFound: Promise<boolean> }>()

function indexIsFound({ search, clock }: Context): Promise<boolean> {
  const known = looks.get(search)
  if (known && clock.nowMs() - known.atMs < LOOK_EVERY_MS) return known.isFound
  const isFound = search.isReachable().catch(() => false)
  looks.set(search, { atMs: clock.nowMs(), isFound })
  return isFound
}
