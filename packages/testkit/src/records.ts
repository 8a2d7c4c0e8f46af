import type { ChannelId, MessageState } from '@backscroll/core'
import type { ChannelRecord, Watermark } from '@backscroll/db'

/** A plain message outside of any thread, by nobody; what a test is about is given. */
export const aMessageState = (given: Pick<MessageState, 'channelId' | 'ts' | 'mrkdwn'> & Partial<MessageState>): MessageState => ({
  threadTs: null,
  userId: null,
  botId: null,
  appId: null,
  authorTeamId: null,
  kind: 'message',
  subtype: null,
  appendix: '',
  editedTs: null,
  fileCount: 0,
  replyCount: null,
  latestReplyTs: null,
  ...given,
})

/** A public channel that the app is in, named after its id. */
export const aChannelRecord = (id: string, given: Partial<ChannelRecord> = {}): ChannelRecord => ({
  channelId: id as ChannelId,
  name: id.toLowerCase(),
  isPrivate: false,
  isArchived: false,
  isGeneral: false,
  isExtShared: false,
  isOrgShared: false,
  topic: '',
  purpose: '',
  creatorId: null,
  memberCount: null,
  botIsMember: true,
  ...given,
})

/** A pass over a channel that has read nothing yet. */
export const aWatermark = (given: Pick<Watermark, 'fromTs' | 'startedAtMs'> & Partial<Watermark>): Watermark => ({
  channelId: 'C1',
  cursor: null,
  oldestTs: null,
  newestTs: null,
  pagesDone: false,
  threads: 'all',
  jumpAt: null,
  jumpTo: null,
  isStopped: false,
  messagesRead: 0,
  threadsFound: 0,
  threadsPending: 0,
  ...given,
})
