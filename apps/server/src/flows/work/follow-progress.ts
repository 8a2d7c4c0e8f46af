import { setTimeout as wait } from 'node:timers/promises'
import { isAtLeast, type Work } from '@backscroll/contracts'
import { roleOf } from '@backscroll/core'
import { findLoginSession } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { readWork } from './read-work.ts'

/** Figures are looked at this often. */
const EVERY_MS = 1_000

/** The figures of a workspace now, and again whenever they have changed; ends with the signal, and with the right of whoever listens. */
export async function* followProgress(ctx: Context, caller: Caller, signal: AbortSignal): AsyncGenerator<Work> {
  let told = ''
  while (!signal.aborted && (await mayListen(ctx, caller))) {
    const work = await readWork(ctx, caller)
    const figures = JSON.stringify(work)
    if (figures !== told) yield work
    told = figures
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}

async function mayListen(ctx: Context, { via }: Caller): Promise<boolean> {
  if (via.kind !== 'session') return false
  const holder = await ctx.db.withSystem((tx) => findLoginSession(tx, via.sessionHash))
  if (!holder || holder.revokedAtMs !== null || holder.expiresAtMs <= ctx.clock.nowMs()) return false
  return holder.isPersonThere && !holder.isDeactivated && isAtLeast(roleOf(holder), 'admin')
}
