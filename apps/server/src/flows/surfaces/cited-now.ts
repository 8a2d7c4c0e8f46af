import type { VisibleChannels } from '@backscroll/core'
import { type Answer, messagesOf, type StoredMessage, type TenantTx } from '@backscroll/db'
import type { CitedMessage } from '@backscroll/slack'
import { citedMessage, type Reading } from '../answers/compose/cited-message.ts'

/** A message that an answer cites, as it is now. */
export interface CitedNow {
  ordinal: number
  message: StoredMessage
  cited: CitedMessage
}

/**
 * The messages that carry an answer and can be read in these channels now, in the order of their numbers. Of each the words that the answer
 * quotes are shown, where they still stand in it.
 */
export async function citedNow(
  tx: TenantTx,
  { sources, statements }: Answer,
  { visible, reading }: { visible: VisibleChannels; reading: Reading },
): Promise<CitedNow[]> {
  const carrying = sources.filter(({ role, removedAtMs }) => role === 'cited' && removedAtMs === null)
  const messages = new Map(
    (await messagesOf(tx).readable(carrying, visible)).map((message) => [`${message.channelId}:${message.ts}`, message]),
  )
  return carrying.flatMap(({ ordinal, channelId, ts }) => {
    const message = messages.get(`${channelId}:${ts}`)
    if (!message) return []
    const said = (statements ?? []).find(({ text, ordinals }) => ordinals.includes(ordinal) && message.text.includes(text))
    return [{ ordinal, message, cited: citedMessage(message, said?.text ?? message.text, reading) }]
  })
}
