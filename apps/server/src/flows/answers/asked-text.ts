import { mentionedIds, plainText } from '@backscroll/core'
import { type TenantTx, usersOf } from '@backscroll/db'

/** A question as it was typed, as plain text with the names of people and channels. */
export async function askedText(tx: TenantTx, { text }: { text: string }): Promise<string> {
  const users = await usersOf(tx).names(mentionedIds(text).users)
  return plainText(text, { user: (id) => users.get(id), channel: () => undefined })
}
