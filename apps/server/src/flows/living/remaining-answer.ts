import { linksIn, supersededBy } from '@backscroll/core'
import type { AnswerSource, StoredMessage } from '@backscroll/db'
import type { Answered, CitedMessage } from '@backscroll/slack'
import { citedMessage, laterMessage, type Reading } from '../answers/compose/cited-message.ts'
import type { Standing } from './what-stands.ts'

/** What is left of an answer, with its messages by source id. */
export interface Remaining {
  style: 'extractive' | 'written'
  standing: Standing
  sources: readonly Pick<AnswerSource, 'ordinal' | 'channelId' | 'ts'>[]
  messages: ReadonlyMap<string, StoredMessage>
}

/** The statements or quotes that still stand, with their messages in the order of the numbers that they had. */
export function remainingAnswer({ style, standing, sources, messages }: Remaining, reading: Reading): Answered {
  const ids = new Map(sources.map(({ ordinal, channelId, ts }) => [ordinal, `${channelId}:${ts}`]))
  const later = laterAmong(messages)
  const changedBy = (id: string) => {
    const message = later.get(id)
    return message ? { changed: laterMessage(message, reading) } : {}
  }
  const cited = (ordinal: number, quote: string): (CitedMessage & { id: string })[] => {
    const id = ids.get(ordinal) ?? ''
    const message = messages.get(id)
    return message ? [{ id, ...citedMessage(message, quote, reading), ...changedBy(id) }] : []
  }
  const { statements, quotes } = standing
  if (style === 'extractive') {
    const all = statements.flatMap(({ text, ordinals }) => ordinals.flatMap((ordinal) => cited(ordinal, text)))
    return { kind: 'answered', style, quotes: all }
  }
  const numbered = [...quotes].sort(([a], [b]) => a - b).flatMap(([ordinal, quote]) => cited(ordinal, quote))
  return {
    kind: 'answered',
    style,
    statements: statements.map(({ text, ordinals }) => {
      const sourceIds = ordinals.flatMap((ordinal) => ids.get(ordinal) ?? [])
      const [first, ...rest] = sourceIds.map(changedBy)
      return { text, sourceIds, ...(rest.every((each) => 'changed' in each) ? first : {}) }
    }),
    sources: numbered,
    links: numbered.flatMap(({ id }) => linksIn(messages.get(id)?.mrkdwn ?? '').map(({ url }) => url)),
  }
}

/** Messages that a later one among them changes, each with that one. Those of one thread are known by it. */
function laterAmong(messages: ReadonlyMap<string, StoredMessage>): Map<string, StoredMessage> {
  const dated = [...messages].map(([id, { text, postedAtMs, threadTs, ts }]) => ({
    id,
    text,
    score: 0,
    context: threadTs ?? ts,
    postedAt: new Date(postedAtMs).toISOString(),
  }))
  return new Map(
    supersededBy(dated).flatMap(({ earlierId, laterId }) => {
      const message = messages.get(laterId)
      return message ? [[earlierId, message] as const] : []
    }),
  )
}
