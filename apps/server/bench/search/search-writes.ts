import { setTimeout as wait } from 'node:timers/promises'
import { claimOneTeam } from '@backscroll/db'
import type { Context } from '../../src/context.ts'
import { indexDirtyMessages } from '../../src/flows/index/index-dirty-messages.ts'
import { tendIndex } from '../../src/flows/index/tend-index.ts'
import { storeMessages } from '../../src/flows/intake/store-messages.ts'
import { message, TEAM } from './search-world.ts'

const PER_SECOND = 50
/** As the ingest loop collects them. */
const WINDOW_MS = 250

/** Writes under way. */
export interface Writing {
  /** @returns how many messages were written a second. */
  stop(): Promise<{ writtenPerSecond: number }>
}

/** Stores and indexes 50 messages a second by the product's own path, with its upkeep, until it is stopped. */
export async function startWriting(ctx: Context, rows: number): Promise<Writing> {
  const lease = await claimOneTeam(ctx.db, TEAM, { leaseMs: 120_000 })
  if (!lease) throw new Error('somebody else has the team')
  const startedMs = performance.now()
  let written = 0
  let stopped = false
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const due = Math.floor(((performance.now() - startedMs) * PER_SECOND) / 1_000) - written
      if (due > 0) {
        const changes = Array.from({ length: due }, (_, at) => message(rows + written + at))
        await ctx.db.withTenant(TEAM, (tx) => storeMessages(ctx, tx, TEAM, changes))
        await indexDirtyMessages(ctx, lease)
        await tendIndex(ctx, lease)
        written += due
      }
      await wait(WINDOW_MS)
    }
  }
  const running = loop()
  return {
    async stop() {
      stopped = true
      await running
      await lease.release()
      return { writtenPerSecond: Math.round((written * 1_000) / (performance.now() - startedMs)) }
    },
  }
}
