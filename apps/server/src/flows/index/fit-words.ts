import { fittingTexts, type TeamId, WORD_COUNT } from '@backscroll/core'
import { backfillRunsOf, messagesOf, wordTablesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { checkIndex } from './check-index.ts'

/**
 * Counts, once, how common words are in a team's public channels, and has its search table built anew with that. Waits for enough passages,
 * fewer when no history is being read. The count is frozen then: it follows neither later messages nor deletions, and is forgotten with
 * what is erased.
 */
export async function fitWords(ctx: Context, { teamId }: { teamId: TeamId }, signal: AbortSignal): Promise<void> {
  const { fitting } = ctx.embedder
  if (!fitting) return
  const { isKept, messages, isReading } = await ctx.db.withTenant(teamId, async (tx) => {
    const isKept = (await wordTablesOf(tx).id()) !== null
    const [run] = await backfillRunsOf(tx).history(1)
    const messages = isKept ? [] : await messagesOf(tx).publicTexts(WORD_COUNT.passages, WORD_COUNT.messageCharacters)
    return { isKept, messages, isReading: run !== undefined && run.finishedAtMs === null }
  })
  const texts = fittingTexts(messages)
  if (!isKept && texts.length >= (isReading ? WORD_COUNT.passages : WORD_COUNT.fewestPassages)) {
    const table = await fitting.fit(texts, signal)
    const fittedAtMs = ctx.clock.nowMs()
    await ctx.db.withTenant(teamId, (tx) => wordTablesOf(tx).keep({ ...table, passages: texts.length, fittedAtMs }))
    ctx.telemetry.notice('words of a workspace are counted', { teamId, passages: texts.length })
  }
  await checkIndex(ctx, teamId)
}
