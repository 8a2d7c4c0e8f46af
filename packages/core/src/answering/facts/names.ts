import type { Language } from '../text/languages.ts'
import { MONTHS, WEEKDAYS } from './day-words.ts'

const WORD = /[\p{L}\p{M}\p{N}'\u2019]+/gu
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'\u2019]*\p{Ll}/u
/** Languages in which a capital inside of a sentence marks a name. */
const MARKS_NAMES: ReadonlySet<Language> = new Set(['en', 'fr', 'es', 'it', 'pt', 'nl', 'ru'])
/** First words of a sentence before one of these are names unless they are one of the words below. */
const ACTS =
  /^(?:said|says|owns|wrote|writes|decided|decides|announced|confirmed|confirms|asked|leads|approved|reported|mentioned|recommends|suggested|runs|maintains|handles)$/
const NO_NAME =
  /^(?:he|she|it|they|we|you|i|who|this|that|these|those|there|nobody|somebody|someone|everybody|everyone|both|all|one|none|management|support|engineering|marketing|sales|legal|finance|security|another|people|the|a)$/i
/** Names that are words, too: at the beginning of a sentence they are read as words. */
const ALSO_WORDS =
  /^(?:will|mark|may|grant|art|bill|frank|drew|chase|pat|rose|grace|hope|joy|faith|amber|dawn|june|april|august|sue|rob|jack|rich|christian|max|robin)$/i

/** What a name may stand on. */
export interface KnownNames {
  /** Parts of the names of everybody who wrote an offered source, in lower case. */
  people: ReadonlySet<string>
  /** Words of the question, in lower case. */
  asked: ReadonlySet<string>
}

/** The words of a sentence that name somebody or something, as written. @param language of the sentence; null when it is not known. */
export function namesIn(sentence: string, language: Language | null, { people }: Pick<KnownNames, 'people'>): string[] {
  const words = [...sentence.matchAll(WORD)].map((match) => ({ word: bare(match[0]), at: match.index }))
  return words.flatMap(({ word, at }, index) => {
    if (!CAPITALISED.test(word)) return []
    const lower = word.toLowerCase()
    const isFirst = index === 0 || /[.!?:;\u2026\n"\u201C\u201E\u00AB(\u2022*-]\s*$/.test(sentence.slice(Math.max(0, at - 4), at))
    if (people.has(lower)) return isFirst && ALSO_WORDS.test(word) ? [] : [word]
    if (language === null || !MARKS_NAMES.has(language) || MONTHS.has(lower) || WEEKDAYS.has(lower) || word.length < 3) return []
    if (!isFirst) return [word]
    return ACTS.test(words[index + 1]?.word ?? '') && !NO_NAME.test(word) ? [word] : []
  })
}

/** Whether one of the words is this name: whole, or as its plural; in a language with cases by all but its ending. */
export function holdsName(words: ReadonlySet<string>, name: string): boolean {
  const lower = name.normalize('NFKC').toLowerCase()
  if (words.has(lower) || words.has(lower.replace(/s$/, '')) || words.has(`${lower}s`)) return true
  if (!/^\p{sc=Cyrillic}{4,}$/u.test(lower))
    return lower.split(/['\u2019]/).length > 1 && lower.split(/['\u2019]/).every((part) => words.has(part))
  const stem = lower.slice(0, Math.max(3, lower.length - 2))
  return [...words].some((word) => word.startsWith(stem) && word.length - stem.length <= 4)
}

const CHANNEL = /(?<![\p{L}\p{N}&/])#(\p{L}[\p{L}\p{N}_-]{1,79})/gu

/** Channels that a sentence names, without their sign. */
export const channelsIn = (sentence: string): string[] => [...sentence.matchAll(CHANNEL)].map(([, name = '']) => name)

const bare = (word: string): string => word.replace(/['\u2019]s?$/u, '').replace(/^['\u2019]+/u, '')
