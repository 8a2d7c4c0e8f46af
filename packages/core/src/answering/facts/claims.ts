import { withoutLinks } from '../checking/closed-links.ts'
import type { Language } from '../text/languages.ts'
import { isSameTime } from './clock-times.ts'
import type { DateFact } from './dates.ts'
import type { Evidence } from './evidence.ts'
import { factsOf } from './facts.ts'
import { holdsDate } from './held-dates.ts'
import { holdsIdentifier } from './identifiers.ts'
import { channelsIn, holdsName, type KnownNames, namesIn } from './names.ts'
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
  const date = dates.find((claimed) => isMeant(claimed, text) && !evidence.some((each) => holdsDate(each, claimed)))
  if (date) return { kind: 'date', written: date.written }
  const time = times.find((claimed) => !evidence.some(({ facts }) => facts.times.some((held) => isSameTime(claimed, held))))
  if (time) return { kind: 'date', written: time.written }
  const number = numbers.find(
    (claimed) => (!claimed.isWord || claimed.unit !== null) && !evidence.some((each) => holdsNumber(each, claimed)),
  )
  if (number) return { kind: 'number', written: number.written }
  const identifier = [...identifiers, ...channelsIn(text)].find(
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

const BEFORE_MONTH =
  /(?:^|[\s(])(?:in|on|at|by|since|until|till|from|to|of|for|during|before|after|and|or|early|mid|late|next|last|this|every|im|am|seit|bis|ab|vor|nach|für|von|anfang|mitte|ende|en|au|depuis|avant|après|jusqu'en|de|à|в|с|до|на|к|после)[\s-]+$/iu

/** A month or a short weekday by itself may be a name or another word: it counts after a word that leads to a time. */
function isMeant({ written, at, readings }: DateFact, text: string): boolean {
  const isAlone = readings.every(
    ({ day, year, weekday, relative }) => day === undefined && year === undefined && relative === undefined && weekday === undefined,
  )
  const isShort = written.length <= 4 && readings.every(({ weekday }) => weekday !== undefined) && /^[a-z]/i.test(written)
  return !(isAlone || isShort) || /[^a-z]/i.test(written.slice(0, 1)) || BEFORE_MONTH.test(text.slice(Math.max(0, at - 20), at))
}
