import { ConfigurationError, expandIdentifiers } from '@backscroll/core'
import { BooleanQuery, type FullTextQuery, Index, MatchQuery, Occur, PhraseQuery } from '@lancedb/lancedb'

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

/**
 * Makes configurations of the full-text index, each good for one use: `icu/split` splits identifiers and URLs and segments Chinese and Japanese without a model.
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
      asciiFolding: true,
      lowercase: true,
      maxTokenLength: 40,
      withPosition: true,
    })
}

const PHRASE = /["“”]([^"“”]+)["“”]/g
const LETTER = /[\p{L}\p{N}]/u
/** A longer question is cut here: every further term costs time and changes nothing near the top. */
const MAX_CHARACTERS = 2_000
/** Each phrase that must occur costs a search of its own: further ones count as words only. */
const MAX_PHRASES = 5

/**
 * The keyword leg's query: any term may match, every phrase in double quotes must. Other signs have no meaning.
 * @returns null when there is no letter or digit to look for.
 */
export function keywordQuery(query: string): FullTextQuery | null {
  const text = query.slice(0, MAX_CHARACTERS)
  if (!LETTER.test(text)) return null
  const any = new MatchQuery(expandIdentifiers(text.replace(PHRASE, ' $1 ')), 'text')
  const quoted = [...text.matchAll(PHRASE)].map(([, phrase = '']) => phrase.trim()).filter((phrase) => LETTER.test(phrase))
  const phrases = [...new Set(quoted)].slice(0, MAX_PHRASES)
  if (phrases.length === 0) return any
  const must = phrases.map((phrase): [Occur, FullTextQuery] => [Occur.Must, new PhraseQuery(phrase, 'text')])
  return new BooleanQuery([...must, [Occur.Should, any]])
}
