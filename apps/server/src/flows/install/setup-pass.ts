import { type TeamId, teamId } from '@backscroll/core'
import type { Context } from '../../context.ts'

/** How long the browser that installed the app may watch the reading. */
const LIFE_MS = 3_600_000

/** A sealed pass for the browser that has just installed the app: it shows the progress of that team and opens nothing else. */
export async function issueSetupPass(ctx: Context, team: TeamId): Promise<string> {
  return `${team}.${await ctx.vault.seal(team, 'setup-pass', String(ctx.clock.nowMs() + LIFE_MS))}`
}

/** @returns the team of a pass that is genuine and not expired, else null. */
export async function readSetupPass(ctx: Context, pass: string): Promise<TeamId | null> {
  const dot = pass.indexOf('.')
  if (dot < 0) return null
  try {
    const team = teamId(pass.slice(0, dot))
    const expiresAtMs = Number(await ctx.vault.open(team, 'setup-pass', pass.slice(dot + 1)))
    return expiresAtMs > ctx.clock.nowMs() ? team : null
  } catch {
    return null
  }
}
