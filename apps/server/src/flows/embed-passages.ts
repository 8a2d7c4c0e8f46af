import type { PassageDraft, PassageRow } from '@backscroll/core'
import type { IndexTable } from '@backscroll/db'
import type { IndexContext } from '../context.ts'

/**
 * Gives passages the vectors of a table. A table of another space gets none: its new rows are found by their words until it is replaced,
 * and vectors of two spaces never stand side by side. The same holds for a text without a feature.
 */
export async function embedPassages(
  ctx: Pick<IndexContext, 'embedder'>,
  drafts: readonly PassageDraft[],
  table: IndexTable,
  signal?: AbortSignal,
): Promise<PassageRow[]> {
  const none = new Float32Array(table.dims)
  if (table.embedderId !== ctx.embedder.space) return drafts.map((draft) => ({ ...draft, vector: none }))
  const texts = drafts.map((draft) => draft.text)
  const vectors = await ctx.embedder.embed(texts, 'document', signal)
  return drafts.map((draft, index) => ({ ...draft, vector: vectors[index] ?? none }))
}
