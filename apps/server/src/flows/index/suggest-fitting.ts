import { type TeamId, WORD_COUNT } from '@backscroll/core'
import type { Context } from '../../context.ts'
import { refOf } from './check-index.ts'
import type { IndexRound } from './index-dirty-messages.ts'

/** How many new rows it takes to look again. */
const EVERY_ROWS = 100
/** A message brings itself and at most changes its thread's last window: a guess too high asks twice, and one job waits at most. */
const ROWS_PER_MESSAGE = 3

/**
 * After a round: once a team's table is large enough, has the team's words counted, about every hundred rows until they are. Looks at the
 * number of rows alone, which costs next to nothing; the job knows what counts.
 */
export async function suggestFitting(ctx: Context, teamId: TeamId, { seen, serving, isFitted }: IndexRound): Promise<void> {
  if (isFitted || !serving || !ctx.embedder.fitting) return
  const rows = await ctx.search.team(teamId, refOf(serving)).count()
  const before = Math.max(0, rows - ROWS_PER_MESSAGE * seen)
  if (rows < WORD_COUNT.fewestPassages || Math.floor(rows / EVERY_ROWS) === Math.floor(before / EVERY_ROWS)) return
  await ctx.enqueue('words.fit', { teamId })
}
