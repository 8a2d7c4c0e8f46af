import { withoutLinks } from '../checking/closed-links.ts'
import type { Language } from '../text/languages.ts'
import { isSameTime } from './clock-times.ts'
import type { Evidence } from './evidence.ts'
import { factsOf } from './facts.ts'
import { holdsDate } from './held-dates.ts'
import { holdsIdentifier } from './identifiers.ts'
import { holdsName, type KnownNames, namesIn } from './names.ts'
import type { NumberFact } from './numbers.ts'

/** Something that a sentence states and its sources do not hold. `written` is untrusted. */
export interface UnheldClaim {
  kind: 'number' | 'date' | 'identifier' | 'name'
  written: string
}

/**
 * What a sentence states without its sources. Numbers and dates must stand in the text of a cited message, in its author's name or be its day;
 * identifiers and names may also stand in its context or in the question. Ways of writing do not count: 1,200 and 1200, 12 May and May 12, 3 pm
 * and 15:00, three weeks and 3 weeks. A number in letters counts when a unit follows it.
 * @param sentence plain, without list numbers. @param language of the sentence, null when it is not known.
 */
export function unheldClaim(
  sentence: string,
  evidence: readonly Evidence[],
  known: KnownNames & { askedText: string; language: Language | null },
): UnheldClaim | null {
  const text = withoutLinks(sentence)
  const { dates, times, numbers, identifiers } = factsOf(text)
  const date = dates.find((claimed) => !evidence.some((each) => holdsDate(each, claimed)))
  if (date) return { kind: 'date', written: date.written }
  const time = times.find((claimed) => !evidence.some(({ facts }) => facts.times.some((held) => isSameTime(claimed, held))))
  if (time) return { kind: 'date', written: time.written }
  const number = numbers.find(
    (claimed) => (!claimed.isWord || claimed.unit !== null) && !evidence.some((each) => holdsNumber(each, claimed)),
  )
  if (number) return { kind: 'number', written: number.written }
  const identifier = identifiers.find(
    (claimed) => ![...evidence.map(({ lower }) => lower), known.askedText].some((lower) => holdsIdentifier(lower, claimed)),
  )
  if (identifier) return { kind: 'identifier', written: identifier }
  const name = namesIn(text, known.language, known).find(
    (claimed) => ![...evidence.map(({ words }) => words), known.asked].some((words) => holdsName(words, claimed)),
  )
  return name === undefined ? null : { kind: 'name', written: name }
}

/** A number with another unit is another number; one without a unit may have any. */
const holdsNumber = ({ facts }: Evidence, claimed: NumberFact): boolean =>
  facts.numbers.some(
    (held) =>
      held.values.some((value) => claimed.values.includes(value)) &&
      (held.unit === claimed.unit || held.unit === null || claimed.unit === null),
  )
