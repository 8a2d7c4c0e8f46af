import type { Narrowing } from '@backscroll/contracts'
import { type ChannelId, namesInFilters, personName, type QueryNames, type UserId } from '@backscroll/core'
import { type TenantTx, usersOf } from '@backscroll/db'

interface Naming {
  text: string
  fields: Narrowing
  userId: UserId
  /** Names of the channels the person may read, by id. */
  channels: ReadonlyMap<string, string>
}

/** The names that the text and the fields of a request may use: of what the person may read, and of people whom the person may know of. */
export async function namesFor(tx: TenantTx, { text, fields, userId, channels }: Naming): Promise<QueryNames> {
  const authors = fields.authors ?? []
  const mentioned = [...text.matchAll(/<@([UW][A-Z0-9]+)/gi)].map(([, id = '']) => id)
  const shown = await usersOf(tx).names([...mentioned, ...authors].map((id) => id.toUpperCase()))
  const named = [...namesInFilters(text), ...authors.map(personName)]
  return {
    channels: new Map([...channels].map(([id, name]) => [name.toLowerCase(), id as ChannelId])),
    people: await usersOf(tx).called(named, { readers: [userId], visible: [...channels.keys()] }),
    user: (id) => shown.get(id),
  }
}
