import { type ChannelId, channelId, type UserId, userId } from './ids.ts'
import { plainText } from './mrkdwn.ts'

/** What a person typed, understood. */
export type UnderstoodQuestion =
  | { kind: 'help' }
  | { kind: 'unusable'; reason: 'too-short' | 'too-long' }
  | {
      kind: 'question'
      /** Plain text without filters and without the mention of the app. */
      text: string
      /** Channels the person named; empty means everywhere they may read. */
      channelIds: ChannelId[]
      /** Authors the person named with `from:`. */
      userIds: UserId[]
    }

/** What is needed to read names in a question. */
export interface QuestionNames {
  /** Lower-case channel name without `#` to its id; only channels the asker may read. */
  channels: ReadonlyMap<string, ChannelId>
  user: (id: string) => string | undefined
  /** The app's own user: its mention is not part of the question. */
  botUserId: string
}

const MIN_CHARS = 3
const MAX_CHARS = 1_000
const GREETING = /^(hi|hello|hey|help|good (morning|afternoon|evening)|thanks?|thank you)[\s!.,]*$/i
const CHANNEL_TOKEN = /(?:\b(?:in|channel):\s*)?<#([CG][A-Z0-9]+)(?:\|[^>]*)?>/gi
const AUTHOR_TOKEN = /\b(?:from|author):\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/gi
const CHANNEL_NAME = /(?<![\w&/])(?:(?:in|channel):)?#([\p{L}\p{N}_-]+)/giu

/**
 * Reads a question in mrkdwn: `/ask [#channel…] [from:@user] question`. Filters may stand anywhere.
 * `#` binds only to a channel the asker may read; `#42` stays text.
 */
export function understandQuestion(mrkdwn: string, names: QuestionNames): UnderstoodQuestion {
  const channelIds = new Set<ChannelId>()
  const userIds = new Set<UserId>()
  const rest = mrkdwn
    .replaceAll(new RegExp(`<@${names.botUserId}(\\|[^>]*)?>`, 'g'), ' ')
    .replace(/^\s*\/ask(all)?\b/i, ' ')
    .replaceAll(AUTHOR_TOKEN, (_, id: string) => {
      userIds.add(userId(id.toUpperCase()))
      return ' '
    })
    .replaceAll(CHANNEL_TOKEN, (_, id: string) => {
      channelIds.add(channelId(id.toUpperCase()))
      return ' '
    })
    .replaceAll(CHANNEL_NAME, (whole, name: string) => {
      const id = names.channels.get(name.toLowerCase())
      if (id) channelIds.add(id)
      return id ? ' ' : whole
    })
  const text = plainText(straightQuotes(rest), { user: names.user, channel: () => undefined })
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (text === '' || GREETING.test(text)) return { kind: 'help' }
  if (text.length < MIN_CHARS) return { kind: 'unusable', reason: 'too-short' }
  if (text.length > MAX_CHARS) return { kind: 'unusable', reason: 'too-long' }
  return { kind: 'question', text, channelIds: [...channelIds], userIds: [...userIds] }
}

const straightQuotes = (text: string): string => text.replaceAll(/[\u201C\u201D\u201E]/g, '"').replaceAll(/[\u2018\u2019]/g, "'")
