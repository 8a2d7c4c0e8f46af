import { ModelError, type PassageDraft, type PassageRow, RetryLaterError, type TeamId } from '@backscroll/core'
import type { IndexTable } from '@backscroll/db'
import type { IndexContext } from '../../context.ts'
import { withTextOf } from '../../text-owner.ts'
import { embedderOf } from './embedder-of.ts'

/** How soon it is tried again. Meanwhile the team's events are applied each time, so this bounds how late a change of rights counts. */
const PASSING_MS = 5_000
/** When only a person can help; each try is a request to the provider. */
const LASTING_MS = 30_000

/**
 * Gives passages the vectors of a table. A table of a space that this process does not know gets none: its new rows are found by their words until it is replaced,
 * and vectors of two spaces never stand side by side. The same holds for a text without a feature.
 * @throws RetryLaterError when the embedder gives none, for whatever reason: messages stay dirty and lose no attempt.
 */
export async function embedPassages(
  ctx: Pick<IndexContext, 'db' | 'embedder' | 'fittedEmbedders'>,
  teamId: TeamId,
  drafts: readonly PassageDraft[],
  table: IndexTable,
  signal?: AbortSignal,
): Promise<PassageRow[]> {
  const none = new Float32Array(table.dims)
  const embedder = await embedderOf(ctx, teamId, table.embedderId)
  if (!embedder) return drafts.map((draft) => ({ ...draft, vector: none }))
  const texts = drafts.map((draft) => draft.text)
  const vectors = await withTextOf(teamId, () => embedder.embed(texts, 'document', signal)).catch((error: unknown) => {
    if (!(error instanceof ModelError)) throw error
    throw new RetryLaterError(`Indexing waits: ${error.message}`, error.reason === 'invalid' ? LASTING_MS : PASSING_MS, { cause: error })
  })
  return drafts.map((draft, index) => ({ ...draft, vector: vectors[index] ?? none }))
}
