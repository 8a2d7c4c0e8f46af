import { type Moment, plusDays, startOfDay } from './calendar.ts'
import { outsideQuotes } from './clean-text.ts'
import type { Draft, Reading, Stretch } from './draft.ts'
import type { UnderstoodQuery } from './understood-query.ts'

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const NUMBER = String.raw`(?:\d{1,6}|${NUMBERS.join('|')})`
const BEGIN = String.raw`(?<![\p{L}\p{N}_#@./'-])`
const END = String.raw`(?:'s)?(?![\p{L}\p{N}_-]|[.@/:]\p{L})`
const UNIT = '(?:hours?|hrs?|h|days?|d|weeks?|w|months?)'
const WINDOW = new RegExp(
  String.raw`${BEGIN}(?:(?:in|from|during|over|within|for)\s+)?(?:the\s+)?(today|yesterday|(?:this|past|last)\s+(?:week|month|hour)|(?:last|past)\s+${NUMBER}\s*${UNIT})${END}`,
  'giu',
)
const DAYS_AGO = new RegExp(String.raw`${BEGIN}(${NUMBER})\s+days?\s+ago${END}`, 'giu')
const NEWEST = new RegExp(`${BEGIN}(recent|recently|latest)${END}`, 'giu')
/** Days back of the words that have a meaning of their own; a day back is today. */
const DAYS: Record<string, number> = {
  today: 1,
  yesterday: 2,
  'this week': 7,
  'past week': 7,
  'last week': 14,
  'this month': 30,
  'past month': 30,
  'last month': 60,
}
const DAYS_PER: Record<string, number> = { d: 1, w: 7, m: 30 }
const NEWEST_DAYS = 7
const MAX_DAYS = 365
const HOUR_MS = 3_600_000

/**
 * Reads time words in the asker's calendar. Windows ("last week", "past 3 days") are taken out of the text and reach to now; "recent", "latest"
 * and "3 days ago" belong to the question and stay: the first two ask for the newest, the third means that day and its neighbours.
 */
export function readTimeWords(text: string, draft: Draft, { moment }: Reading): string {
  return outsideQuotes(text, (part) => {
    const rest = part.replaceAll(WINDOW, (_, words: string) => {
      draft.spans.push(windowOf(words.toLowerCase().replaceAll(/\s+/g, ' '), moment))
      draft.timeWords.add(words)
      return ' '
    })
    for (const [words, count = ''] of rest.matchAll(DAYS_AGO)) {
      const days = numberOf(count)
      if (days > MAX_DAYS) continue
      const from = startOfDay(plusDays(moment.today, -days - 1), moment.timeZone)
      draft.spans.push({ fromMs: from, toMs: startOfDay(plusDays(moment.today, -days + 2), moment.timeZone) })
      draft.timeWords.add(words)
    }
    for (const [, word = ''] of rest.matchAll(NEWEST)) {
      draft.wantsNewest = true
      draft.timeWords.add(word)
    }
    return rest
  })
}

/**
 * The same query looking further back, for when it has found nothing: only where "recent" or "latest" alone has narrowed time, for they wish.
 * @returns null for any other query.
 */
export function withoutNewestWindow(query: UnderstoodQuery): UnderstoodQuery | null {
  const isWished = query.wantsNewest && /^(?:(?:recent|recently|latest)(?:, |$))+$/i.test(query.timeWords ?? '')
  if (!isWished) return null
  const { fromMs: _, ...filters } = query.filters
  return { ...query, filters }
}

/** The week that "recent" and "latest" mean where nothing else says when. */
export const newestWindow = (moment: Moment): Stretch => daysBack(NEWEST_DAYS, moment)

function windowOf(words: string, moment: Moment): Stretch {
  const days = DAYS[words]
  if (days !== undefined) return daysBack(days, moment)
  const [, count = '1', unit = 'h'] = /^(?:last|past|this) (?:(\d+|[a-z]+?)\s*)??(h|d|w|m)[a-z]*$/.exec(words) ?? []
  const amount = Math.max(1, numberOf(count))
  if (unit === 'h') return { fromMs: moment.nowMs - Math.min(amount, MAX_DAYS * 24) * HOUR_MS }
  return daysBack(amount * (DAYS_PER[unit] ?? 1), moment)
}

const numberOf = (written: string): number => (/^\d/.test(written) ? Number(written) : NUMBERS.indexOf(written.toLowerCase()) + 1)

/** From the beginning of a day so many days back, today counted, to now. */
const daysBack = (days: number, { today, timeZone }: Moment): Stretch => ({
  fromMs: startOfDay(plusDays(today, 1 - Math.min(days, MAX_DAYS)), timeZone),
})
