import type { ChannelId } from '@backscroll/core'

const THIS_CHANNEL =
  /(?<![\p{L}\p{N}#@_-])(?:in |from |on |of |for )?(?:this (?:slack )?channel|in diesem (?:channel|kanal)|dans ce canal|в этом канале)(?![\p{L}\p{N}_-])/iu
const HERE = /(?<![\p{L}\p{N}#@_-])(?:in |from |around )?here(?![\p{L}\p{N}_'-])/iu

/**
 * What a person looks at is a hint: only where a question says "this channel" or "here", that channel takes the place of these words. A question
 * that names a channel has said where.
 * @param mrkdwn as written. @returns mrkdwn.
 */
export function inViewedChannel(mrkdwn: string, channelId: ChannelId): string {
  if (/<#|(?:^|\s)(?:in|channel):/i.test(mrkdwn)) return mrkdwn
  const words = THIS_CHANNEL.test(mrkdwn) ? THIS_CHANNEL : HERE
  return mrkdwn.replace(words, `<#${channelId}>`)
}
