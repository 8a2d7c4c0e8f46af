import type { UnderstoodQuery } from '../query/understood-query.ts'
import type { SearchTerms } from '../search-terms.ts'
import { expand } from './expand.ts'
import type { SynonymGroup } from './synonym-group.ts'

/** What the keyword leg looks for, with other words for those that were asked; none where the words themselves are demanded or forbidden. */
export const withSynonyms = (
  { text, terms, intent }: Pick<UnderstoodQuery, 'text' | 'terms' | 'intent'>,
  groups: readonly SynonymGroup[],
  weight: number,
): SearchTerms => (intent === 'boolean' || intent === 'exact_phrase' ? terms : { ...terms, related: expand(text, groups, weight) })
