import { INDEX_STOP_WORDS } from '../analysis.ts'
import type { SearchTerms } from '../search-terms.ts'
import { clausesOf } from './conjunctive.ts'
import { readExpression } from './expression.ts'
import { queryTokens } from './query-words.ts'

/** Each demand is a search of its own in the index: further ones are wished for. */
const MAX_GROUPS = 8
const MAX_ALTERNATIVES = 16

/** What a query without filters asks of the keyword leg, and whether its grammar demands or forbids anything but a phrase. */
export function searchTerms(text: string): { terms: SearchTerms; isBoolean: boolean } {
  const tokens = queryTokens(text)
  const { must } = readExpression(tokens)
  const clauses = must.flatMap((expression) => clausesOf(expression) ?? [])
  const required = clauses
    .filter(({ wanted, excluded }) => excluded.length === 0 && wanted.every(isSearchable))
    .map(({ wanted }) => [...new Set(wanted)])
  const excluded = [
    ...new Set(clauses.flatMap((clause) => (clause.wanted.length === 0 && clause.excluded.length === 1 ? clause.excluded : []))),
  ]
  const words = tokens.flatMap((token) => (token.kind === 'term' && token.sign !== '-' ? [token.text] : []))
  const isForbidden = new Set(excluded)
  return {
    terms: {
      any: words.filter((word) => !isForbidden.has(word)).join(' '),
      required: required.filter(({ length }) => length <= MAX_ALTERNATIVES).slice(0, MAX_GROUPS),
      excluded: excluded.filter(isSearchable).slice(0, MAX_GROUPS),
      related: [],
    },
    isBoolean: must.some((expression) => expression.kind !== 'term') || tokens.some((token) => token.kind === 'term' && token.sign === '+'),
  }
}

/** The index holds no stop words: demanding one alone would find nothing. */
const isSearchable = (term: string): boolean =>
  (term.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => !INDEX_STOP_WORDS.has(word))
