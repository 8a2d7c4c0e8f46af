import { indexStateOf, messagesOf, type TeamLease } from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { checkIndex, refOf } from './check-index.ts'
import { embedPassages } from './embed-passages.ts'
import { passagesOf, threadKeys } from './passages-of.ts'

/** Messages per step: between two of them live changes are indexed. */
const PAGE = 1_000

/**
 * Takes the next step of the table that is being built beside the one that serves: one page of messages, and after the last one its
 * indexes and the switch, in one transaction. Changes meanwhile are written to both tables, so it needs no catching up. How far it has
 * come is written behind every page: a killed step is done again, a killed first one begins with an empty table.
 * @returns whether there is a next step.
 */
export async function buildIndex(ctx: IndexContext, lease: TeamLease): Promise<{ more: boolean }> {
  const { teamId } = lease
  const building = (await checkIndex(ctx, teamId))?.building
  if (!building) return { more: false }
  const ref = refOf(building)
  if (building.after === null) await ctx.search.create(teamId, lease, ref)
  const { messages, threads } = await ctx.db.withTenant(teamId, async (tx) => {
    const messages = await messagesOf(tx).indexablePage(building.after, PAGE)
    return { messages, threads: await messagesOf(tx).threads(threadKeys(messages)) }
  })
  const last = messages.at(-1)
  if (last) {
    const rows = await embedPassages(ctx, teamId, passagesOf(building, messages, threads), building, lease.signal)
    await ctx.search.team(teamId, ref).upsert(rows, lease)
    await lease.commit([], (tx) => indexStateOf(tx).built(last, building.done + messages.length))
    return { more: true }
  }
  while ((await ctx.search.maintain(teamId, lease, ref)).length > 0) lease.signal.throwIfAborted()
  await lease.commit([], (tx) => indexStateOf(tx).switchOver())
  ctx.telemetry.notice('a new search index serves', { teamId, version: building.version, messages: building.done })
  return { more: false }
}
