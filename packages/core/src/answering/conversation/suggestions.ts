/** What narrowed a question that found nothing. Names are untrusted. */
export interface Narrowing {
  /** Names of the channels that were asked for, without a sign. */
  channels: readonly string[]
  /** Names of the people whose messages were asked for. */
  people: readonly string[]
  /** Words of the asker for the time, such as "last week"; null when none were used. */
  timeWords: string | null
  /** How far back was looked, in days; null for everything that is kept. */
  days: number | null
  /** Links, files, code or threads alone were asked for. */
  onlyWith: readonly ('link' | 'file' | 'code' | 'thread')[]
  /** Phrases in quotes, and words that must or must not occur. */
  hasExactWords: boolean
}

/** One way to ask more widely. */
export interface WiderSuggestion {
  kind: 'any-kind' | 'any-author' | 'any-channel' | 'any-time' | 'longer' | 'other-words'
  /** One plain sentence; names in it are untrusted. */
  text: string
}

/** Longest window of a question, in days. */
const MAX_DAYS = 365

/**
 * The one thing to change about a question that found nothing: what narrows it most goes first. Null when nothing narrows it, because then only
 * other words can help and there is nothing to say which.
 */
export function widerSuggestion({ channels, people, timeWords, days, onlyWith, hasExactWords }: Narrowing): WiderSuggestion | null {
  if (onlyWith.length > 0) return { kind: 'any-kind', text: `Ask for all messages, not only for those with a ${onlyWith.join(' and a ')}.` }
  if (hasExactWords) return { kind: 'other-words', text: 'Ask without quotes, plus and minus, so that other words count, too.' }
  if (people.length > 0) return { kind: 'any-author', text: `Ask without ${listed(people)}, for what anybody wrote.` }
  if (timeWords !== null) return { kind: 'any-time', text: `Ask without "${timeWords}", for any time.` }
  if (channels.length > 0)
    return { kind: 'any-channel', text: `Ask without ${listed(channels.map((name) => `#${name}`))}, in every channel you can read.` }
  if (days !== null && days < MAX_DAYS)
    return { kind: 'longer', text: `Ask for the last ${MAX_DAYS} days; this looked back ${days} ${days === 1 ? 'day' : 'days'}.` }
  return null
}

const MAX_NAMES = 3
const listed = (names: readonly string[]): string =>
  names.length > MAX_NAMES ? `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more` : names.join(' and ')
