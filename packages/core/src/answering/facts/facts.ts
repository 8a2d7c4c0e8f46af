import { type TimeFact, timesIn } from './clock-times.ts'
import { type DateFact, datesIn } from './dates.ts'
import { isIdentifier } from './identifiers.ts'
import { type NumberFact, numberFact, tokensOf } from './numbers.ts'

/** What a text states that is either right or wrong. */
export interface Facts {
  dates: readonly DateFact[]
  times: readonly TimeFact[]
  numbers: readonly NumberFact[]
  /** As written. */
  identifiers: readonly string[]
}

/** Reads dates first, then times, then identifiers and numbers, each out of what the ones before it left. */
export function factsOf(text: string): Facts {
  const { dates, rest } = datesIn(text.normalize('NFKC'))
  const { times, rest: words } = timesIn(rest)
  const numbers: NumberFact[] = []
  const identifiers: string[] = []
  const tokens = tokensOf(words)
  for (const [at, token] of tokens.entries()) {
    const number = numberFact(token, tokens[at - 1], tokens[at + 1])
    if (number) numbers.push(number)
    else if (isIdentifier(token)) identifiers.push(token)
    else if (/\d/.test(token)) numbers.push(...loose(token))
  }
  return { dates, times, numbers, identifiers }
}

/** Numbers inside of words that no rule knows, such as `5月末` or `(3)x`. */
const loose = (token: string): NumberFact[] =>
  (token.match(/\d+(?:[.,]\d+)*/g) ?? []).flatMap((digits) => numberFact(digits, undefined, undefined) ?? [])
