import { escapeMrkdwn } from '../mrkdwn.ts'
import { type Moment, momentAt } from './calendar.ts'
import { readChannelReferences, readChannelWords } from './channel-words.ts'
import { cleanText, tidyText } from './clean-text.ts'
import { type Draft, emptyDraft, type Reading, type Stretch } from './draft.ts'
import { entitiesToText } from './entities.ts'
import { readFilters } from './filters.ts'
import { intentOf, strategyFor } from './intent.ts'
import { readIntroducedDates } from './introduced-dates.ts'
import { readPermalinks } from './permalinks.ts'
import type { QueryNames } from './query-names.ts'
import { searchTerms } from './terms.ts'
import { newestWindow, readTimeWords } from './time-words.ts'
import type { UnderstoodQuery } from './understood-query.ts'
import { unknownFilter } from './unknown-filter.ts'

/** A query as it was typed, and what it takes to read it. */
export interface TypedQuery {
  /** In mrkdwn or plain. */
  text: string
  names: QueryNames
  nowMs: number
  /** The asker's IANA zone; one that is not known counts as UTC. */
  timeZone: string
  /** `auth.test`'s `url`, e.g. `https://acme.slack.com/`; empty when it is not known. */
  teamUrl: string
}

/** Taking a filter out can make a new one of what stood around it: so often the rest is read once more. */
const MAX_ROUNDS = 8

/**
 * Understands any text that was typed into a search: filters, permalinks and time words are taken out of it, what remains is read for phrases,
 * operators and intent. Pure; throws for no text. The work is linear in the length of the text; the text only gets shorter, but for the names
 * of mentioned people. Filters name only channels and people among `names`.
 */
export function understandQuery({ text, names, nowMs, timeZone, teamUrl }: TypedQuery): UnderstoodQuery {
  const moment = momentAt(nowMs, timeZone)
  const draft = emptyDraft()
  const plain = withoutFilters(text, draft, { names, channelIds: new Set(names.channels.values()), moment, teamUrl })
  const { terms, isBoolean } = searchTerms(plain)
  const intent = intentOf({ text: plain, isBoolean })
  return {
    text: plain,
    terms,
    intent,
    strategy: strategyFor(intent),
    filters: {
      channelIds: [...draft.channelIds],
      userIds: [...draft.userIds],
      ...stretchOf(draft, moment),
      has: [...draft.has],
      inThread: draft.inThread,
    },
    unknown: draft.unknown,
    permalinks: draft.permalinks,
    wantsNewest: draft.wantsNewest,
    ...(draft.timeWords.size > 0 ? { timeWords: [...draft.timeWords].join(', ') } : {}),
  }
}

function withoutFilters(text: string, draft: Draft, reading: Reading): string {
  let plain = readOnce(cleanText(text), draft, reading)
  for (let round = 1; round < MAX_ROUNDS; round++) {
    const again = readOnce(escapeMrkdwn(plain), draft, reading)
    if (again === plain) break
    plain = again
  }
  return plain
}

function readOnce(typed: string, draft: Draft, reading: Reading): string {
  const linked = readPermalinks(typed, draft, reading)
  const filtered = readChannelReferences(readFilters(linked, draft, reading), draft, reading)
  const plain = tidyText(entitiesToText(filtered, reading.names.user))
  const placed = readChannelWords(plain, draft, reading)
  return tidyText(readTimeWords(readIntroducedDates(placed, draft, reading), draft, reading))
}

/** What is left of time when everything holds that was asked. Dates that leave nothing are unknown: nobody means nothing. */
function stretchOf(draft: Draft, moment: Moment): Stretch {
  const asked = [...draft.stretches, ...(draft.spans.length > 0 ? [widest(draft.spans)] : [])]
  const all = asked.length === 0 && draft.wantsNewest ? [newestWindow(moment)] : asked
  const fromMs = all.reduce<number | undefined>((latest, one) => later(latest, one.fromMs), undefined)
  const toMs = all.reduce<number | undefined>((earliest, one) => earlier(earliest, one.toMs), undefined)
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    draft.unknown.push(unknownFilter('date', [...draft.timeWords].join(', ') || 'the dates', 'No time lies between these dates.'))
    return {}
  }
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) }
}

/** From the earliest beginning to the latest end; without an end when one of them has none. */
function widest(spans: readonly Stretch[]): Stretch {
  const fromMs = spans.reduce<number | undefined>((first, one) => earlier(first, one.fromMs), undefined)
  const isOpen = spans.some(({ toMs }) => toMs === undefined)
  const toMs = isOpen ? undefined : spans.reduce<number | undefined>((last, one) => later(last, one.toMs), undefined)
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) }
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
