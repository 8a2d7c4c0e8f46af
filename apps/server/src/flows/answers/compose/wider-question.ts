import type { Found } from '../outcome.ts'

/** What narrowed the search besides the time, each in a few words. */
export function appliedFilters({ query: { filters }, asker }: Found): string[] {
  const channels = filters.channelIds.flatMap((id) => asker.channelNames.get(id) ?? []).map((name) => `in #${name}`)
  const people =
    filters.userIds.length > 0 ? [filters.userIds.length === 1 ? 'from one person' : `from ${filters.userIds.length} people`] : []
  const traits = filters.has.map((trait) => `with ${trait === 'code' ? 'code' : `a ${trait}`}`)
  return [...channels, ...people, ...traits, ...(filters.inThread ? ['in threads'] : [])]
}

/** One thing that would look further; null when the search was as wide as it gets. */
export function widerQuestion({ query, window }: Found): string | null {
  const { filters } = query
  if (filters.channelIds.length > 0) return 'Leave the channel out to search everywhere you can read.'
  if (filters.userIds.length > 0) return 'Leave the person out to search what everybody wrote.'
  if (window.kind === 'asked' && (filters.fromMs !== undefined || filters.toMs !== undefined))
    return 'Leave the time out to search as far back as messages are kept.'
  if (filters.has.length > 0 || filters.inThread) return 'Leave the filters out to search everything you can read.'
  return null
}
