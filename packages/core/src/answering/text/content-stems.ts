import { INDEX_STOP_WORDS, identifierWords } from '../../analysis.ts'
import { wordForm } from '../../synonyms/word-form.ts'
import { FUNCTION_WORDS } from './languages.ts'

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })
/** Words that ask, address or connect; added to the stop words of the index. */
const ASKING = new Set(
  'about any some somebody someone anybody anyone anything something everybody everyone please tell know say says said get got here now still again actually really currently there can could than because while'.split(
    ' ',
  ),
)
/** Longer forms are told apart by their first letters alone: endings of any language count for nothing. */
const STEM = 6
const LONGEST = 60
const MAX_WORDS = 5_000

/** The words of a text that say something, each brought to a form that endings do not change, in order, repetitions included. */
export function contentStems(text: string): string[] {
  return identifierWords(text)
    .slice(0, MAX_WORDS)
    .flatMap((word) => (UNSPACED.test(word) ? segmented(word) : [word]))
    .filter((word) => !INDEX_STOP_WORDS.has(word) && !ASKING.has(word) && !FUNCTION_WORDS.has(word))
    .map(stemOf)
}

/** The form of a lower-case word that endings do not change. */
export const stemOf = (word: string): string => {
  if (word.length > LONGEST) return word.slice(0, STEM)
  const form = wordForm(word)
  const cut = /^\p{sc=Cyrillic}{5,}$/u.test(form) ? form.slice(0, -2) : form
  return cut.slice(0, STEM)
}

const segmented = (word: string): string[] =>
  [...segmenter.segment(word)]
    .filter(({ isWordLike, segment }) => isWordLike && !/^\p{sc=Hiragana}{1,2}$/u.test(segment))
    .map(({ segment }) => segment)
