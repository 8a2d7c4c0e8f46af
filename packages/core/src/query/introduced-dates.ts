import { isLater, startOfDay } from './calendar.ts'
import { endsClause } from './clause.ts'
import { outsideQuotes } from './clean-text.ts'
import { bounds, type DateKey, type Draft, type Reading, type Stretch } from './draft.ts'
import { type ReadPeriod, readPeriod } from './periods.ts'
import { unknownFilter } from './unknown-filter.ts'

const INTRODUCTION = /(?<![\p{L}\p{N}_#@./-])(since|before|after|until|till|during|between|from|on)\s+(?:the\s+)?/giu
/** What is planned for a day is written before it: "on" a day looks back only where the question does. */
const LOOKS_BACK =
  /(?<!\p{L})(?:did|was|were|said|says|had|happened|wrote|posted|decided|discussed|announced|shared|asked|broke|shipped|deployed|sent|changed|mentioned)(?!\p{L})/iu
/** Only what begins like a date is read as one: reading costs. */
const MAY_BE_A_DATE =
  /^(?:\d|an?\s|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple|day|last|next|past|previous|this|today|yesterday)(?!\p{L})|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\p{L}{0,6}(?!\p{L}))/iu
const HOURS_AGO = /^(\d{1,4})\s*(?:h|hrs?|hours?)\s+ago(?![\p{L}\p{N}_-])/iu
const HOUR_MS = 3_600_000

interface Taken {
  length: number
  stretch?: Stretch
}

/**
 * Takes dates that are introduced as a filter out of the text: since, before, after, until, during, between … and, from … to, and on.
 * Any other date belongs to the question: "what happened to the 12 May release".
 */
export function readIntroducedDates(text: string, draft: Draft, reading: Reading): string {
  const looksBack = LOOKS_BACK.test(text)
  return outsideQuotes(text, (part) => {
    let kept = ''
    let end = 0
    for (const found of part.matchAll(INTRODUCTION)) {
      if (found.index < end || draft.datesLeft <= 0) continue
      const at = found.index + found[0].length
      const word = found[1]?.toLowerCase() ?? ''
      if (word === 'on' && !looksBack) continue
      const taken = dateAfter(word, part.slice(at, at + 120), draft, reading)
      if (!taken) continue
      if (taken.stretch) {
        draft.stretches.push(taken.stretch)
        draft.timeWords.add(part.slice(found.index, at + taken.length))
      }
      kept += `${part.slice(end, found.index)} `
      end = at + taken.length
    }
    return kept + part.slice(end)
  })
}

function dateAfter(word: string, rest: string, draft: Draft, { moment }: Reading): Taken | null {
  if (!MAY_BE_A_DATE.test(rest)) return null
  const startMs = (day: ReadPeriod['period']['from']) => startOfDay(day, moment.timeZone)
  if (word === 'between' || word === 'from') {
    const range = rangeIn(word, rest, draft, moment)
    return range && { length: range.length, stretch: { fromMs: startMs(range.from), toMs: startMs(range.to) } }
  }
  const hours = word === 'since' ? HOURS_AGO.exec(rest) : null
  if (hours) return { length: hours[0].length, stretch: { fromMs: moment.nowMs - Number(hours[1]) * HOUR_MS } }
  draft.datesLeft--
  const read = readPeriod(rest, moment)
  if (!read) return null
  if ('impossible' in read) {
    if (word === 'on') return null
    draft.unknown.push(unknownFilter('date', read.impossible, 'This day is not in the calendar.'))
    return { length: read.impossible.length }
  }
  if (!/^\d{4}-/.test(rest) && !endsClause(rest.slice(read.length))) return null
  if (word === 'on' && (!read.isDay || isLater(read.period.from, moment.today))) return null
  return { length: read.length, stretch: bounds(word === 'till' ? 'until' : (word as DateKey), read.period, startMs) }
}

/** "3 and 7 June", "Monday to Friday", "March and 12 May": both ends must be dates. */
function rangeIn(word: string, rest: string, draft: Draft, moment: Reading['moment']) {
  const joint =
    word === 'between'
      ? /\s+and\s+(?:the\s+)?/iu
      : /\s*–\s*|\s+-\s+|(?<=^\d{1,2})-(?=\d{1,2}\s)|\s+(?:to|until|till|through)\s+(?:the\s+)?/iu
  const found = joint.exec(rest.slice(0, 50))
  if (!found || draft.datesLeft < 2) return null
  draft.datesLeft -= 2
  const first = rest.slice(0, found.index)
  const second = rest.slice(found.index + found[0].length)
  const last = readPeriod(second, moment)
  if (!last || 'impossible' in last || !endsClause(second.slice(last.length))) return null
  const dayNumber = last.isDay ? /^(\d{1,2})(?:st|nd|rd|th)?$/i.exec(first)?.[1] : undefined
  const begin = dayNumber ? null : readPeriod(first, moment)
  if (begin && ('impossible' in begin || begin.length !== first.length)) return null
  let from = dayNumber ? { ...last.period.from, day: Number(dayNumber) } : begin && 'period' in begin ? begin.period.from : null
  if (!from) return null
  for (let years = 0; isLater(from, last.period.from) && years < 10; years++) from = { ...from, year: from.year - 1 }
  return { from, to: last.period.to, length: found.index + found[0].length + last.length }
}
