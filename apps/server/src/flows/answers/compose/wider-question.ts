import { type Narrowing, widerSuggestion } from '@backscroll/core'
import type { Found } from '../outcome.ts'

/** What narrowed the search besides the time, each in a few words. */
export function appliedFilters(found: Found): string[] {
  const { channels, people, onlyWith } = narrowingOf(found)
  return [
    ...channels.map((name) => `in #${name}`),
    ...people.map((name) => `from ${name}`),
    ...(onlyWith.length > 0 ? [`only with a ${onlyWith.join(' and a ')}`] : []),
  ]
}

/** One thing that would look further; null when the search was as wide as it gets. */
export const widerQuestion = (found: Found): string | null => widerSuggestion(narrowingOf(found))?.text ?? null

function narrowingOf({ query, window, asker }: Found): Narrowing {
  const { channelIds, userIds, has, inThread } = query.filters
  return {
    channels: channelIds.flatMap((id) => asker.channelNames.get(id) ?? []),
    people: userIds.map((id) => asker.personName(id) ?? 'that person'),
    timeWords: query.timeWords ?? null,
    days: window.kind === 'usual' ? window.days : null,
    onlyWith: [...has, ...(inThread ? (['thread'] as const) : [])],
    hasExactWords: query.intent === 'exact_phrase' || query.intent === 'boolean',
  }
}
