import type { AskedFilters, Narrowing } from '@backscroll/contracts'
import { channelsOf, type TenantTx, usersOf } from '@backscroll/db'
import { personNamed } from '../access/person-named.ts'
import { fieldsOf } from '../answers/ask/asked-fields.ts'
import type { Viewer } from './viewer.ts'

/** What narrowed these questions beside their texts, with names; channels that the viewer may not read now are left out. In their order. */
export async function askedFilters(
  tx: TenantTx,
  asked: readonly { filters: unknown }[],
  { visible }: Viewer,
): Promise<(AskedFilters | null)[]> {
  const all = asked.map(({ filters }) => fieldsOf(filters))
  const mayRead = new Set<string>(visible)
  const named = all.flatMap((fields) => fields?.channels ?? []).filter((id) => mayRead.has(id))
  const channels = await channelsOf(tx).names(named)
  const people = await usersOf(tx).names(all.flatMap((fields) => fields?.authors ?? []))
  return all.map((fields) => fields && shown(fields, channels, people))
}

const shown = (fields: Narrowing, channels: ReadonlyMap<string, string>, people: Map<string, string>): AskedFilters => ({
  channels: (fields.channels ?? []).flatMap((channelId) => {
    const name = channels.get(channelId)
    return name === undefined ? [] : [{ channelId, name }]
  }),
  authors: (fields.authors ?? []).map((id) => personNamed(people, id)),
  from: fields.from ?? null,
  to: fields.to ?? null,
  daysBack: fields.daysBack ?? null,
  hasLink: fields.hasLink ?? false,
  hasFile: fields.hasFile ?? false,
  hasCode: fields.hasCode ?? false,
  inThread: fields.inThread ?? false,
})
