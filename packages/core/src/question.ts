import type { ChannelId, UserId } from './ids.ts'
import { plainText } from './mrkdwn.ts'
import { cleanText, tidyText } from './query/clean-text.ts'
import { type TypedQuery, understandQuery } from './query/understand-query.ts'
import type { UnderstoodQuery } from './query/understood-query.ts'

/** What a person typed, understood. */
export type UnderstoodQuestion =
  | { kind: 'help' }
  /** Nothing but a greeting, or thanks. */
  | { kind: 'greeting' }
  | { kind: 'unusable'; reason: 'too-short' | 'too-long' }
  | {
      kind: 'question'
      /** As it was typed, filters included, for people to read: plain text, without the mention of the app. */
      asked: string
      /** Plain text without filters and without the mention of the app. */
      text: string
      /** Channels the person named; empty means everywhere they may read. */
      channelIds: ChannelId[]
      /** Authors the person named with `from:`. */
      userIds: UserId[]
      /** Everything that was understood: filters, terms, intent, and what could not be. */
      query: UnderstoodQuery
    }

/** A question as it was typed, and what it takes to read it. */
export interface TypedQuestion extends TypedQuery {
  /** The app's own user: its mention is not part of the question. */
  botUserId: string
}

const MIN_CHARS = 3
const MAX_CHARS = 1_000
const HELP = /^help[\s!.,?]*$/i
const GREETING = /^(hi|hello|hey|good (morning|afternoon|evening)|thanks?|thank you)[\s!.,]*$/i

/**
 * Reads a question in mrkdwn: `/ask [#channel…] [time] [from:@user] question`. Filters may stand anywhere; the grammar is that of a search.
 * What could not be understood is in `query.unknown`, also where filters are all there is; filters or a permalink that hold ask nothing by themselves.
 */
export function understandQuestion({ botUserId, ...typed }: TypedQuestion): UnderstoodQuestion {
  const rest = cleanText(typed.text)
    .replaceAll(new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'g'), ' ')
    .replace(/^\s*\/ask(all)?\b/i, ' ')
  const query = understandQuery({ ...typed, text: rest })
  const { text, filters, unknown } = query
  const question = {
    kind: 'question',
    asked: askedText(rest, typed),
    text,
    channelIds: filters.channelIds,
    userIds: filters.userIds,
    query,
  } as const
  if (text.length > MAX_CHARS) return { kind: 'unusable', reason: 'too-long' }
  if (unknown.length > 0) return question
  if (text === '' || HELP.test(text)) return { kind: 'help' }
  if (GREETING.test(text)) return { kind: 'greeting' }
  return text.length < MIN_CHARS ? { kind: 'unusable', reason: 'too-short' } : question
}

function askedText(mrkdwn: string, { names }: TypedQuery): string {
  const nameOf = (id: string): string | undefined => [...names.channels].find(([, channel]) => channel === id)?.[0]
  return tidyText(plainText(mrkdwn, { user: names.user, channel: nameOf }))
}
