import { type TeamId, teamId } from '@backscroll/core'
import { type Erasure, publicReceiptKeys, receiptsOf, verifyReceipt } from '@backscroll/db'
import type { Context } from '../../src/context.ts'
import { requestErasure } from '../../src/flows/erasure/request-erasure.ts'
import { sweepErasures } from '../../src/flows/erasure/sweep-erasures.ts'
import { looking } from '../../test/world/looking.ts'
import { ACME, APP_ID, smallCompany } from '../../test/world/small-company.ts'
import { openStage, type Stage } from '../answers/stage.ts'
import { placesOf } from './places-of.ts'
import { plant } from './plant.ts'

const TEAM = teamId(ACME)
const LIMIT_MS = 60_000
const HOUR_MS = 3_600_000

/** What is left of each canary after its erasure, and what became of the receipts. */
export interface ErasureFindings {
  ok: boolean
  /** Where a canary still stands, by what was erased; and how many places held it before. */
  kinds: Record<string, { before: number; left: string[] }>
  receipts: { kept: number; verified: number; alteredTaken: number }
  seconds: number
}

/** Plants canaries in every store, erases every kind of thing that can be, reads Slack again, and looks for what is left of them. */
export async function acceptErasure(): Promise<ErasureFindings> {
  const startedMs = performance.now()
  const kinds: ErasureFindings['kinds'] = {}
  const lines: string[] = []
  const receipts = { kept: 0, verified: 0, alteredTaken: 0 }
  const stage = () => openStage({ workspaces: smallCompany(), env: {}, logTo: (line) => lines.push(line) })
  {
    await using first = await stage()
    const ctx = await looking(first.world.env)
    try {
      for (const kind of ['message', 'thread', 'period', 'channel', 'person', 'team'] as const) {
        const canary = `canary${kind}quokka`
        const target = await plant(ctx, first, { kind, canary })
        const before = (await placesOf(first, { canary, lines })).length
        await erased(ctx, first, { kind, target })
        if (kind !== 'team') await readAgain(ctx, first)
        kinds[kind] = { before, left: await placesOf(first, { canary, lines }) }
      }
      await judge(ctx, receipts)
    } finally {
      await ctx.close()
    }
  }
  {
    await using second = await stage()
    const ctx = await looking(second.world.env, { nowMs: () => Date.now() + 25 * HOUR_MS })
    try {
      const canary = 'canaryclockquokka'
      await plant(ctx, second, { kind: 'team', canary })
      const before = (await placesOf(second, { canary, lines })).length
      await second.world.slack.uninstall(ACME, APP_ID)
      await second.quiet()
      await sweepErasures(ctx)
      await until(async () => (await receiptsIn(ctx)).length === 1)
      kinds['uninstall clock'] = { before, left: await placesOf(second, { canary, lines }) }
      await judge(ctx, receipts)
    } finally {
      await ctx.close()
    }
  }
  const isClean = Object.values(kinds).every(({ before, left }) => before > 0 && left.length === 0)
  const isProved = receipts.kept === 7 && receipts.verified === 7 && receipts.alteredTaken === 0
  return { ok: isClean && isProved, kinds, receipts, seconds: Math.round((performance.now() - startedMs) / 1_000) }
}

async function erased(ctx: Context, stage: Stage, { kind, target }: { kind: Erasure['kind']; target: string }): Promise<void> {
  const known = (await receiptsIn(ctx)).length
  await ctx.db.withTenant(TEAM, (tx) => requestErasure(ctx, tx, { teamId: TEAM, kind, target, requestedBy: 'U0ADA' }))
  await until(async () => (await receiptsIn(ctx)).length > known)
  if (kind !== 'team') await stage.quiet()
}

/** Slack still has it all: it is read once more, and compared. */
async function readAgain(ctx: Context, stage: Stage): Promise<void> {
  await ctx.enqueue('team.reconcile', { teamId: TEAM, trigger: 'operator' })
  await stage.quiet()
}

/** Verifies each receipt as anybody may, and then with one byte of it changed at a time. */
async function judge(ctx: Context, counts: ErasureFindings['receipts']): Promise<void> {
  const keys = await ctx.db.withSystem(publicReceiptKeys)
  for (const { jws } of await receiptsIn(ctx)) {
    counts.kept += 1
    if (await verifyReceipt(jws, keys)) counts.verified += 1
    for (let at = 0; at < jws.length - 1; at += 7) {
      const altered = `${jws.slice(0, at)}${jws[at] === 'A' ? 'B' : 'A'}${jws.slice(at + 1)}`
      if (await verifyReceipt(altered, keys)) counts.alteredTaken += 1
    }
  }
}

const receiptsIn = (ctx: Context, team: TeamId = TEAM) => ctx.db.withTenant(team, receiptsOf)

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + LIMIT_MS; !(await isSo()); ) {
    if (performance.now() > deadline) throw new Error(`an erasure did not end within ${LIMIT_MS / 1_000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
