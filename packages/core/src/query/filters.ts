import { type ChannelId, userId } from '../ids.ts'
import { splitToken } from '../mrkdwn-tokens.ts'
import { startOfDay } from './calendar.ts'
import { bounds, type DateKey, type Draft, type Reading } from './draft.ts'
import { takeFilters, valueAt, type WrittenFilter } from './filter-scan.ts'
import { personCalled, personName } from './people.ts'
import { readPeriod } from './periods.ts'
import { unknownFilter } from './unknown-filter.ts'

const TRAITS = { link: 'link', links: 'link', file: 'file', files: 'file', code: 'code' } as const
/** A name that is not in quotes has at most so many words. */
const NAME_WORDS = 3
/** Names of one query that are looked up. */
const MAX_NAMES = 24

/** Takes the inline filters (`in:`, `from:`, `during:`, ...) out of a text in mrkdwn or plain. */
export const readFilters = (typed: string, draft: Draft, reading: Reading): string =>
  takeFilters(typed, (filter) => {
    if (filter.isExcluded) return refused(filter, draft)
    switch (filter.key) {
      case 'in':
      case 'channel':
        return channelFilter(filter, draft, reading)
      case 'from':
      case 'author':
        return personFilter(filter, draft, reading)
      case 'has':
      case 'is':
      case 'source':
        return kindFilter(filter, draft)
      default:
        return dateFilter(filter, draft, reading)
    }
  })

/** The names of people that a text filters by, lower case: what to look up before it is understood. At most 24. */
export function namesInFilters(typed: string): string[] {
  const names = new Set<string>()
  takeFilters(typed, ({ key, rest }) => {
    const found = key === 'from' || key === 'author' ? valueAt(rest) : null
    if (found && !found.value.startsWith('<@')) for (const { name } of namesAt(rest)) names.add(name)
    return null
  })
  return [...names].filter((name) => name !== '').slice(0, MAX_NAMES)
}

function channelFilter({ rest }: WrittenFilter, draft: Draft, { names, channelIds }: Reading): number | null {
  const found = valueAt(rest)
  if (!found) return null
  const { target, label } = splitToken(found.value.replace(/^<?#?|>$/g, ''))
  const isEntity = found.value.startsWith('<#')
  const id = isEntity ? known(target.toUpperCase(), channelIds) : names.channels.get(target.toLowerCase())
  if (id) draft.channelIds.add(id)
  else draft.unknown.push(unknownFilter('channel', isEntity ? `#${label || target}` : found.value))
  return found.length
}

/** A channel's id in capitals, when it may be named. */
export const known = (id: string, channelIds: ReadonlySet<string>): ChannelId | undefined =>
  channelIds.has(id) ? (id as ChannelId) : undefined

function personFilter({ rest }: WrittenFilter, draft: Draft, { names }: Reading): number | null {
  const found = valueAt(rest)
  if (!found) return null
  const [, id, label] = /^<@([UW][A-Z0-9]{1,20})(?:\|([^>]*))?>$/i.exec(found.value) ?? []
  if (id) {
    if (names.user(id.toUpperCase()) !== undefined) draft.userIds.add(userId(id.toUpperCase()))
    else draft.unknown.push(unknownFilter('user', `@${label || id}`))
    return found.length
  }
  const written = namesAt(rest).map(({ name, length }) => ({ length, meant: personCalled(name, names.people) }))
  const one = written.find(({ meant }) => meant !== 'nobody' && meant !== 'several')
  if (one) {
    draft.userIds.add(userId(one.meant))
    return one.length
  }
  const several = written.find(({ meant }) => meant === 'several')
  const advice = several ? 'More than one person has this name: mention the one you mean with @.' : undefined
  draft.unknown.push(unknownFilter('user', several ? rest.slice(0, several.length) : found.value, advice))
  return several?.length ?? found.length
}

/** What may be a person's name, the longest first: what is quoted, an e-mail, or one to three words. */
function namesAt(rest: string): { name: string; length: number }[] {
  const found = valueAt(rest)
  if (!found) return []
  const mail = /^<mailto:([^|>]*)/i.exec(found.value)?.[1]
  if (mail !== undefined || /^\s*["<]/.test(rest)) return [{ name: personName(mail ?? found.value), length: found.length }]
  const words = [...rest.matchAll(/[^\s"<>]+/g)].slice(0, NAME_WORDS)
  const longer = words.slice(1).map((word) => ({ name: rest.slice(0, word.index + word[0].length), end: word.index + word[0].length }))
  const trimmed = longer.map(({ name, end }) => {
    const bare = name.replace(/[,;:.!?)\]]+$/, '')
    return { name: personName(bare), length: end - (name.length - bare.length) }
  })
  return [...trimmed.reverse(), { name: personName(found.value), length: found.length }]
}

function kindFilter({ key, rest }: WrittenFilter, draft: Draft): number | null {
  const found = valueAt(rest)
  if (!found) return null
  const value = found.value.toLowerCase()
  const trait = Object.hasOwn(TRAITS, value) ? TRAITS[value as keyof typeof TRAITS] : undefined
  if (key === 'has' && trait) draft.has.add(trait)
  else if (key === 'is' && value === 'thread') draft.inThread = true
  else if (key !== 'source' || !/^messages?$/.test(value)) draft.unknown.push(unknownFilter(key as 'has' | 'is' | 'source', found.value))
  return found.length
}

function dateFilter({ key, rest }: WrittenFilter, draft: Draft, { moment }: Reading): number | null {
  const spaces = /^\s+(?=\d{4}-)/.exec(rest)?.[0].length ?? 0
  const found = valueAt(rest.slice(spaces))
  if (!found) return null
  const isQuoted = rest[spaces] === '"'
  const text = isQuoted ? found.value : rest.slice(spaces)
  const bare = /^(week|month|quarter|year)(?![\p{L}\p{N}_-])/iu.exec(text)?.[0]
  const period = draft.datesLeft-- > 0 ? readPeriod(bare ? `this ${text}` : text, moment) : null
  if (period && 'period' in period) {
    const length = period.length - (bare ? 'this '.length : 0)
    draft.stretches.push(bounds(key as DateKey, period.period, (day) => startOfDay(day, moment.timeZone)))
    draft.timeWords.add(`${key}:${text.slice(0, length)}`)
    return spaces + (isQuoted ? found.length : length)
  }
  const written = period && !isQuoted ? period.impossible : found.value
  const advice = period ? 'This day is not in the calendar.' : undefined
  draft.unknown.push(unknownFilter('date', written, advice))
  return spaces + (period && !isQuoted ? written.length : found.length)
}

/** Filters narrow, none of them leaves out; the opposite of what was meant would be found otherwise. */
function refused({ key, rest }: WrittenFilter, draft: Draft): number | null {
  const found = valueAt(rest)
  if (!found) return null
  const kind =
    key === 'in' || key === 'channel'
      ? 'channel'
      : key === 'from' || key === 'author'
        ? 'user'
        : key === 'has' || key === 'is' || key === 'source'
          ? key
          : 'date'
  const value = found.value.replace(/^<([#@])[^|>]*\|?([^>]*)>$/, '$1$2')
  draft.unknown.push(unknownFilter(kind, `-${key}:${value}`, 'Filters can only narrow a search: name what to search, without the minus.'))
  return found.length
}
