import { mentionedIds, plainText, type VisibleChannels } from '@backscroll/core'
import { channelsOf, hiddenAmong, type TenantTx, usersOf } from '@backscroll/db'
import type { Caller } from '../access/caller.ts'
import { channelsNamedIn } from '../answers/ask/asked-fields.ts'
import { visibleChannels } from '../channels/visible-channels.ts'

/** What decides who may read the texts of a question and its answer. */
export interface Told {
  askerId: string
  /** Where it was asked. */
  channelId: string
  /** Where everything stands that the answer was made from. */
  sourceChannels: readonly string[]
  /** What narrows the question: it may name further channels. */
  filters: unknown
}

/** Who looks at the log, and what that person may read in Slack now. */
export interface Viewer {
  userId: string
  visible: VisibleChannels
  /** Whether the texts are withheld: somebody else asked, and one of the channels behind it may not be read by the viewer. */
  isMasked: (told: Told) => boolean
}

/** What is needed to look at these questions; a conversation with the app says nothing about what else may be read. */
export async function viewerOf(tx: TenantTx, { userId }: Caller, asked: readonly { channelId: string }[]): Promise<Viewer> {
  const visible = await visibleChannels(tx, { askerId: userId, audience: null })
  const mayRead = new Set<string>(visible)
  const channels = asked.map(({ channelId }) => channelId).filter((id) => /^[CG]/.test(id))
  const hidden = await hiddenAmong(tx, userId, channels)
  return {
    userId,
    visible,
    isMasked: ({ askerId, channelId, sourceChannels, filters }) =>
      askerId !== userId && (hidden.has(channelId) || [...sourceChannels, ...channelsNamedIn(filters)].some((id) => !mayRead.has(id))),
  }
}

/** Questions as plain text: people by name, channels too where they are public. In the order of the texts. */
export async function plainQuestions(tx: TenantTx, texts: readonly string[]): Promise<string[]> {
  const named = texts.map(mentionedIds)
  const users = await usersOf(tx).names(named.flatMap((each) => [...each.users]))
  const channels = await channelsOf(tx).spokenNames(named.flatMap((each) => [...each.channels]))
  return texts.map((text) => plainText(text, { user: (id) => users.get(id), channel: (id) => channels.get(id) }))
}
