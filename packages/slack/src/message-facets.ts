import type { MessageFacets, MessageFile, MessageReaction } from '@backscroll/core'
import { filesOf } from './appendix.ts'
import { optionalCount, optionalId, optionalUser, userField } from './fields.ts'
import { listOf, recordOf, textOf } from './loose.ts'

/** What hangs on a message besides its words, from an event, history or an export. Never throws: what cannot be read is left out. */
export const messageFacets = (message: Readonly<Record<string, unknown>>): MessageFacets => ({
  files: filesOf(message).flatMap((file) => fileOf(file) ?? []),
  reactions: Array.isArray(message.reactions) ? message.reactions.flatMap((reaction) => reactionOf(reaction) ?? []) : null,
  isPinned: listOf(message.pinned_to).length > 0,
})

function fileOf(value: unknown): MessageFile | null {
  const file = recordOf(value)
  const fileId = optionalId.safeParse(file.id).data
  if (!fileId) return null
  return {
    fileId,
    title: textOf(file.title),
    name: textOf(file.name),
    mime: textOf(file.mimetype),
    sizeBytes: optionalCount.safeParse(file.size).data ?? null,
    userId: optionalUser.safeParse(file.user).data ?? null,
    isExternal: file.is_external === true,
    isDeleted: file.mode === 'tombstone',
  }
}

function reactionOf(value: unknown): MessageReaction | null {
  const reaction = recordOf(value)
  const name = textOf(reaction.name)
  const userIds = listOf(reaction.users).flatMap((user) => userField.safeParse(user).data ?? [])
  if (name === '') return null
  return { name, userIds, isWhole: typeof reaction.count !== 'number' || reaction.count <= userIds.length }
}
