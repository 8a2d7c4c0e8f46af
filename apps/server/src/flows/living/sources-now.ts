import { type Answer, type Channel, channelsOf, messagesOf, type StoredMessage, type TenantTx } from '@backscroll/db'
import { asServed } from '../channels/visible-channels.ts'
import type { SourceNow } from './what-stands.ts'

/** The messages behind an answer as they are now, and those that are left of them by source id. */
export interface SourcesNow {
  sources: SourceNow[]
  messages: Map<string, StoredMessage>
}

/** Reads what has become of the messages behind an answer, but for those that were only found and those that are known to be gone. */
export async function sourcesNow(tx: TenantTx, answer: Answer): Promise<SourcesNow> {
  const behind = answer.sources.filter(({ role, removedAtMs }) => role !== 'retrieved' && removedAtMs === null)
  // not locked: whoever excludes a channel holds it and waits for the answer
  const channels: Channel[] = []
  for (const id of new Set(behind.map(({ channelId }) => channelId))) {
    const channel = await channelsOf(tx).get(id)
    if (channel) channels.push(channel)
  }
  const served = asServed(channels.filter((channel) => channel.policy === 'allowed' && (!channel.isPrivate || channel.botIsMember)))
  const isServed = new Set<string>(served)
  const messages = new Map((await messagesOf(tx).readable(behind, served)).map((message) => [idOf(message), message]))
  return {
    messages,
    sources: behind.map(({ ordinal, role, quoteHash, version, channelId, ts }) => {
      const id = idOf({ channelId, ts })
      const message = messages.get(id)
      const isThere = message && (message.version > version ? 'edited' : 'as-read')
      const state = isServed.has(channelId) ? (isThere ?? 'deleted') : 'no-channel'
      return {
        ordinal,
        role,
        quoteHash,
        state,
        source: { id, score: 0, text: message?.text ?? '', author: message?.authorName ?? 'an app' },
      }
    }),
  }
}

const idOf = ({ channelId, ts }: { channelId: string; ts: string }): string => `${channelId}:${ts}`
