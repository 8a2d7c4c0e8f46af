import { mentionedIds, plainText } from '@backscroll/core'
import { channelsOf, type Question, type TenantTx, usersOf } from '@backscroll/db'

/** A question as plain text for everybody who sees its answer: people by name, channels too where they are public. */
export async function askedText(tx: TenantTx, { text }: Pick<Question, 'text'>): Promise<string> {
  const named = mentionedIds(text)
  const users = await usersOf(tx).names(named.users)
  const channels = await channelsOf(tx).spokenNames(named.channels)
  return plainText(text, { user: (id) => users.get(id), channel: (id) => channels.get(id) })
}
