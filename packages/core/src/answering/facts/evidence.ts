import type { Source } from '../../ports.ts'
import { linksHeld } from '../checking/closed-links.ts'
import { contentStems } from '../text/content-stems.ts'
import { foldedText } from '../text/folded-text.ts'
import { type Language, languageOf } from '../text/languages.ts'
import { neutralText } from '../text/neutral-text.ts'
import { visibleText } from '../text/visible-text.ts'
import { type Facts, factsOf } from './facts.ts'
import { unitOf } from './units.ts'

/** What one source can carry. */
export interface Evidence {
  source: Source
  /** For quotes: the text alone, neutral and folded. */
  folded: string
  /** For code: the text alone, only folded. */
  verbatim: string
  links: ReadonlySet<string>
  /** Of the text, its author's name and its date. */
  facts: Facts
  /** For identifiers and names: text, context, author and channel in lower case. */
  lower: string
  words: ReadonlySet<string>
  stems: ReadonlySet<string>
  /** Milliseconds since the epoch of the day of writing, at midnight UTC of the written day; null when it is not known. */
  dayMs: number | null
  language: Language | null
}

/** The longest message that Slack takes. */
const MAX_TEXT = 40_000
const MAX_CONTEXT = 4_000

/** Reads a source once for everything that is checked against it. */
export function evidenceOf(source: Source): Evidence {
  const text = visibleText(source.text.slice(0, MAX_TEXT))
  const about = [source.context?.slice(0, MAX_CONTEXT), source.author, source.channel].filter((part) => part !== undefined)
  const whole = visibleText([text, ...about].join('\n'))
  const lower = whole.normalize('NFKC').toLowerCase()
  return {
    source,
    folded: foldedText(neutralText(text)),
    verbatim: foldedText(text),
    links: linksHeld(text),
    facts: withWrittenDay(factsOf(text), text, source),
    lower,
    words: new Set(lower.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []),
    stems: new Set(contentStems(whole)),
    dayMs: dayOf(source.postedAt),
    language: languageOf(text),
  }
}

/** The day that an ISO time names in its own zone. */
function dayOf(postedAt: string | undefined): number | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(postedAt ?? '')?.[0]
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(ms) ? null : ms
}

/** Adds what a reader of the linked message sees beside its text: numbers in the author's name, the day and minute; and `a week` as one week. */
function withWrittenDay(facts: Facts, text: string, { author = '', postedAt = '' }: Source): Facts {
  const beside = factsOf(`${author} ${postedAt.slice(0, 16).replace('T', ' ')}`)
  const years = [...facts.dates, ...beside.dates].flatMap(({ readings }) => readings.flatMap(({ year, day }) => [year, day]))
  return {
    dates: [...facts.dates, ...beside.dates],
    times: [...facts.times, ...beside.times],
    numbers: [
      ...facts.numbers,
      ...beside.numbers,
      ...years
        .filter((value) => value !== undefined)
        .map((value) => ({ written: String(value), values: [value], unit: null, isWord: false })),
      ...singles(text),
      ...facts.identifiers.flatMap(tailNumber),
    ],
    identifiers: [...facts.identifiers, ...beside.identifiers],
  }
}

const ONE = /\b(?:an?|each|per|eine[nrs]?|ein|pro|une?|par|una?|por)\s+(\p{L}{1,12})/giu
const singles = (text: string): Facts['numbers'] =>
  [...text.matchAll(ONE)].flatMap(([written, word = '']) => {
    const unit = unitOf(word.toLowerCase())
    return unit === undefined ? [] : [{ written, values: [1], unit, isWord: true }]
  })

/** `PROJ-123` is also ticket 123. */
const tailNumber = (identifier: string): Facts['numbers'] => {
  const digits = /[-#/](\d{2,9})$/.exec(identifier)?.[1]
  return digits === undefined ? [] : [{ written: digits, values: [Number(digits)], unit: null, isWord: false }]
}
