import type { Statement } from '@backscroll/core'
import type { Retrieved } from '../../search/retrieve.ts'

type Source = Retrieved['sources'][number]

/** The sources that statements cite, in the order of first use: the first has the number 1. At most `most` of them. */
export function numberedSources<Each extends { id: string }>(
  statements: readonly Statement[],
  sources: readonly Each[],
  most: number,
): Each[] {
  const byId = new Map(sources.map((source) => [source.id, source]))
  const cited = new Set(statements.flatMap(({ sourceIds }) => sourceIds))
  return [...cited].flatMap((id) => byId.get(id) ?? []).slice(0, most)
}

/** Statements that still have a source among these, each with no others. */
export const carriedBy = (statements: readonly Statement[], sources: readonly Source[]): Statement[] => {
  const kept = new Set(sources.map(({ id }) => id))
  return statements.flatMap((statement) => {
    const sourceIds = statement.sourceIds.filter((id) => kept.has(id))
    return sourceIds.length > 0 ? [{ ...statement, sourceIds }] : []
  })
}
