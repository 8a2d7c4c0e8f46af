import type { UnknownFilter } from './understood-query.ts'

/** The advice is the same whether a name does not exist or may not be seen: nothing can be learnt from it. */
const ADVICE: Record<UnknownFilter['kind'], string> = {
  channel: 'Name a channel that you can read, as it is written in Slack.',
  user: 'Mention the person with @, or write the whole name in quotes.',
  date: 'Write a date as YYYY-MM-DD, or words like "last week" or "May 2026".',
  source: 'Messages are what can be searched: leave it out, or write source:message.',
  has: 'Write has:link, has:file or has:code.',
  is: 'Write is:thread.',
}

const MAX_WRITTEN = 80

/** A filter that does not hold. */
export const unknownFilter = (kind: UnknownFilter['kind'], written: string, advice = ADVICE[kind]): UnknownFilter => ({
  kind,
  written: written.trim().slice(0, MAX_WRITTEN),
  advice,
})
