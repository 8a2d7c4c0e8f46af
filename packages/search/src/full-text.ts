import { ConfigurationError, expandIdentifiers, INDEX_STOP_WORDS, isEmpty, type SearchTerms } from '@backscroll/core'
import { BooleanQuery, type FullTextQuery, Index, MatchQuery, Occur, Operator, PhraseQuery } from '@lancedb/lancedb'

/** Names that the native code accepts, in this exact case; any other ends the process, which cannot be caught. */
export const LANGUAGES: readonly string[] = [
  'Arabic',
  'Danish',
  'Dutch',
  'English',
  'Finnish',
  'French',
  'German',
  'Greek',
  'Hungarian',
  'Italian',
  'Norwegian',
  'Portuguese',
  'Romanian',
  'Russian',
  'Spanish',
  'Swedish',
  'Tamil',
  'Turkish',
]

/** Stems of "does", "why" and "very": LanceDB looks for stop words when it has stemmed, and the stems of all others are on the list themselves. */
const STEMMED_STOP_WORDS = ['doe', 'whi', 'veri']

/**
 * Makes configurations of the full-text index, each good for one use: `icu/split` splits identifiers and URLs and segments Chinese and Japanese without a model.
 * LanceDB's own stop words of English are replaced: they hold `down`, `off`, `not`, digits and letters.
 * @throws ConfigurationError for a language that LanceDB does not stem.
 */
export function fullTextIndex(language: string): () => Index {
  if (!LANGUAGES.includes(language)) throw new ConfigurationError(`The search language must be one of ${LANGUAGES.join(', ')}.`)
  return () =>
    Index.fts({
      baseTokenizer: 'icu/split',
      language,
      stem: true,
      removeStopWords: true,
      ...(language === 'English' ? { customStopWords: [...INDEX_STOP_WORDS, ...STEMMED_STOP_WORDS] } : {}),
      asciiFolding: true,
      lowercase: true,
      maxTokenLength: 40,
      withPosition: true,
    })
}

const LETTER = /[\p{L}\p{N}]/u
/** A longer text is cut here: every further term costs time and changes nothing near the top. */
const MAX_CHARACTERS = 2_000
/** Each group that must match, and each thing that must not, costs a search of its own: further ones are left out. */
const MAX_CLAUSES = 8

/** The keyword leg's query. @returns null when there is no letter or digit to look for. */
export function keywordQuery(terms: SearchTerms): FullTextQuery | null {
  if (isEmpty(terms)) return null
  const clauses: [Occur, FullTextQuery][] = [
    ...terms.required.map(searchable).filter(isSome).slice(0, MAX_CLAUSES).map(must),
    ...searchable(terms.excluded)
      .slice(0, MAX_CLAUSES)
      .map((text): [Occur, FullTextQuery] => [Occur.MustNot, matchOf(text)]),
    ...searchable([terms.any]).map((text): [Occur, FullTextQuery] => [Occur.Should, wordsOf(text)]),
    ...terms.related
      .filter(({ text }) => LETTER.test(text))
      .map(({ text, weight }): [Occur, FullTextQuery] => [Occur.Should, allWordsOf(text, weight)]),
  ]
  const [only] = clauses
  return clauses.length === 1 && only && only[0] === Occur.Should ? only[1] : new BooleanQuery(clauses)
}

const searchable = (texts: readonly string[]): string[] =>
  texts.map((text) => text.slice(0, MAX_CHARACTERS)).filter((text) => LETTER.test(text))
const isSome = (group: readonly string[]): boolean => group.length > 0

const wordsOf = (text: string, boost = 1): FullTextQuery => new MatchQuery(expandIdentifiers(text), 'text', { boost })
/** A phrase that is related to a word does not mean its words one by one. The engine gives a phrase in order no weight, so their order is free. */
const allWordsOf = (text: string, boost: number): FullTextQuery => new MatchQuery(text, 'text', { boost, operator: Operator.And })
const matchOf = (text: string): FullTextQuery =>
  /\s/.test(text.trim()) ? new PhraseQuery(text, 'text') : new MatchQuery(text, 'text', { operator: Operator.And })

function must(group: readonly string[]): [Occur, FullTextQuery] {
  const [first, ...others] = group.map(matchOf)
  return [
    Occur.Must,
    first && others.length === 0
      ? first
      : new BooleanQuery([first, ...others].filter((one) => one !== undefined).map((one) => [Occur.Should, one])),
  ]
}
