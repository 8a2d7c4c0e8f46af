import { identifierWords, STOP_WORDS } from '@backscroll/core'
import { defaultIdf } from '../default-idf/default-idf.ts'
import { idfOf } from '../idf-table.ts'
import { stem } from '../stem.ts'
import { stemHash } from '../word-features.ts'

/** Words that ask or address, and say nothing about what is asked. */
const ASKING = new Set(
  (
    'what when where which who whom whose why how do does did done doing can could shall should would may might must have has had having ' +
    'am been being were i we you he she me my mine our ours us your yours him his her hers its them those than so too very just also ' +
    'about any some somebody someone anybody anyone anything something everybody everyone please tell know say said does get got from here ' +
    'many much long often ever again still now right exactly actually really currently'
  ).split(' '),
)

/** What kind of thing the question wants to hear. */
export type Wanted = 'time' | 'number' | 'anything'

/** What is left of a question once its asking words are gone. */
export interface QuestionTerms {
  /** Stem to idf weight; empty when the question says nothing. */
  weights: ReadonlyMap<string, number>
  /** Sum of the weights. */
  mass: number
  /** Stems that are written like a name: a capital inside the sentence, a digit within letters, camel case. */
  names: ReadonlySet<string>
  /** Stem to the word as it was typed, in lower case. */
  typed: ReadonlyMap<string, string>
  wanted: Wanted
}

const WORD = /[\p{L}\p{N}]+/gu
const CONTRACTION = /['’](s|re|ve|ll|d|m|t)\b/gi

/** An unseen word weighs no more than this: many of them are typos or names of people. */
const MAX_WEIGHT = 9

/** Stems of the words of a text, identifiers whole and in parts, stop words left out. */
export const stemsOf = (text: string): string[] =>
  identifierWords(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem)

/** Reads the content words of a question and weighs them by the shipped idf table. */
export function questionTerms(question: string): QuestionTerms {
  const weightOf = idfOf(defaultIdf())
  const weights = new Map<string, number>()
  const typed = new Map<string, string>()
  for (const word of question.replaceAll(CONTRACTION, '').match(WORD)?.flatMap(contentWords) ?? []) {
    const stemmed = stem(word)
    weights.set(stemmed, Math.min(MAX_WEIGHT, weightOf(stemHash(stemmed))))
    typed.set(stemmed, word)
  }
  const mass = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const names = new Set(nameWords(question).filter((name) => weights.has(name)))
  return { weights, mass, names, typed, wanted: wantedOf(question) }
}

function nameWords(question: string): string[] {
  const words = question.match(WORD) ?? []
  const names = words.filter((word, index) => /\p{L}\d|\d\p{L}|[a-z][A-Z]/u.test(word) || (index > 0 && /^\p{Lu}/u.test(word)))
  return names.flatMap(contentWords).map(stem)
}

/** A word that says something; an identifier in camel case by its parts, which a source's identifiers yield as well. */
function contentWords(word: string): string[] {
  const [whole = '', ...parts] = identifierWords(word).filter((each) => !STOP_WORDS.has(each) && !ASKING.has(each))
  return parts.length > 0 ? parts : whole === '' ? [] : [whole]
}

function wantedOf(question: string): Wanted {
  if (/\b(when|what (date|day|time)|which (date|day|week|month)|until when|since when|how (long|soon|late))\b/i.test(question))
    return 'time'
  return /\b(how (many|much|large|big|often|high|old)|what (is|are) the (limit|price|number|budget|pay))\b/i.test(question)
    ? 'number'
    : 'anything'
}

const TIME =
  /\b(\d{1,2}(st|nd|rd|th)?\.? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}* \d{1,2}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}([./]\d{2,4})?|\d{1,2}:\d{2}|\d{1,2} ?(am|pm)|(mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|yesterday|(next|this) (week|month|quarter|year)|(q[1-4])|\d+ (minutes?|hours?|days?|weeks?|months?|years?))\b/iu

/** Whether a text holds the kind of thing that the question wants. */
export function offers(text: string, wanted: Wanted): boolean {
  if (wanted === 'time') return TIME.test(text)
  return wanted === 'number' && /\d/.test(text)
}
