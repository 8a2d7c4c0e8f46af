import type { UserId } from '@backscroll/core'
import type { TenantTx } from '@backscroll/db'
import type { MemberHome } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { channelStatuses } from '../channels/channel-status.ts'
import { visibleChannels } from '../channels/visible-channels.ts'

/** What is searched for a person. */
export type Searchable = Pick<MemberHome, 'searchable' | 'reading' | 'searchLine'>

/** Reads which channels are searched for a person, which of them are still being read, and how they are searched. */
export async function readSearchable(ctx: Context, tx: TenantTx, userId: UserId): Promise<Searchable> {
  const visible = new Set<string>(await visibleChannels(tx, { askerId: userId, audience: null }))
  const own = (await channelStatuses(tx)).filter(({ channelId }) => visible.has(channelId))
  const reading = own.filter(({ status }) => status === 'reading' || status === 'waiting')
  return {
    searchable: { count: own.length, names: own.map(({ name }) => name) },
    reading: reading.map(({ name }) => ({ name, percent: null })),
    searchLine: searchLine(ctx),
  }
}

function searchLine({ embedder, answerer }: Context): string {
  const search = embedder.label === 'semantic' ? 'Search by meaning and by words' : 'Fuzzy lexical search: by words, also mistyped ones'
  return `${search}. Answers ${answerer.style === 'extractive' ? 'are quotes' : 'are written by a model, with the messages they come from'}.`
}
