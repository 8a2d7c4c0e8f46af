import { magnitudeOf, numberWord } from './number-words.ts'
import { unitOf } from './units.ts'

/** A number as it may be meant: `1.200` is 1.2 or 1200. */
export interface NumberFact {
  written: string
  values: readonly number[]
  /** Unit of time, size or money, `percent`, or null when none is written. */
  unit: string | null
  /** Written in letters. */
  isWord: boolean
}

const GROUPED = /(?<![\d.,])\d{1,3}(?:[ \u00A0\u202F'\u2019]\d{3})+(?![\d'\u2019])/g
const NUMERIC = /^([$€£¥₽]|us\$)?([+-]?\d[\d.,]*?)([.,]?)(?:-?([%$€£¥₽]|\p{L}{1,12}))?$/u
const ORDINAL = /^(?:st|nd|rd|th|er|re|ème|e|º|ª|x|го|й|я)$/u

/** Longer words state nothing that could be compared. */
const MAX_TOKEN = 200

/** Marks around a word that do not belong to it. */
const trimmedToken = (token: string): string => token.replace(/^[^\p{L}\p{N}%$€£¥₽+-]+|[^\p{L}\p{N}%$€£¥₽+]+$/gu, '')

/** The words of a text between spaces, thousands that are grouped by spaces joined, ranges and pairs of numbers taken apart. */
export const tokensOf = (text: string): string[] =>
  text
    .replaceAll(GROUPED, (number) => number.replaceAll(/[^\d]/g, ''))
    .replaceAll(/(?<=\d)\s*[\u2013\u2014/:×-]\s*(?=\d)/g, ' ')
    .replaceAll('#', ' ')
    .split(/\s+|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])(?=\d)/u)
    .map((token) => trimmedToken(token.slice(0, MAX_TOKEN)))
    .filter((token) => token !== '')

/** Reads a word as a number with what may be glued to it: `1,200`, `€50k`, `14th`, `30min`, `99.9%`; null for other words, versions and names. */
export function numberFact(token: string, before: string | undefined, after: string | undefined): NumberFact | null {
  const lower = token.toLowerCase()
  const word = numberWord(lower)
  const [follows, precedes] = [lowerWord(after), lowerWord(before)]
  if (word !== undefined)
    return { written: token, values: [word * (magnitudeOf(follows) ?? 1)], unit: unitOf(follows) ?? null, isWord: true }
  const dashed = /^(\d[\d.,]*)-(\p{L}+)(?:-\p{L}+)*$/u.exec(lower)
  const [, sign, digits, , glued = ''] = NUMERIC.exec(dashed ? `${dashed[1]}${dashed[2]}` : lower) ?? []
  if (digits === undefined) return null
  const isKnown =
    glued === '' || ORDINAL.test(glued) || unitOf(glued) !== undefined || magnitudeOf(glued) !== undefined || glued === 'm' || glued === 'b'
  const values = isKnown || dashed || !/^[a-z]/i.test(glued) ? readings(digits) : []
  if (values.length === 0) return null
  const factor = magnitudeOf(glued) ?? (glued === '' ? magnitudeOf(follows) : undefined) ?? 1
  const large = glued === 'm' ? values.map((value) => value * 1e6) : glued === 'b' ? values.map((value) => value * 1e9) : []
  const unit = unitOf(sign ?? '') ?? unitOf(glued) ?? (glued === '' || factor !== 1 ? (unitOf(follows) ?? currency(precedes)) : undefined)
  return { written: token, values: [...values.map((value) => value * factor), ...large], unit: unit ?? null, isWord: false }
}

const lowerWord = (token: string | undefined): string => token?.toLowerCase() ?? ''
const currency = (word: string): string | undefined => (/^(?:usd|eur|gbp|jpy|chf|rub|[$€£¥₽])$/.test(word) ? unitOf(word) : undefined)

/** `1,200` and `1.200.000` are grouped, `1,5` and `1.5` broken, `1.200` either. */
function readings(digits: string): number[] {
  const plain = digits.replace(/^[+-]/, '')
  if (/^\d+$/.test(plain)) return [Number(plain)]
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return [Number(plain.replaceAll(',', ''))]
  if (/^\d{1,3}\.\d{3}$/.test(plain)) return [Number(plain), Number(plain.replace('.', ''))]
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain)) return [Number(plain.replaceAll('.', '').replace(',', '.'))]
  if (/^\d+[.,]\d+$/.test(plain)) return [Number(plain.replace(',', '.'))]
  return []
}
