/** The message that a link of Slack's "Copy link" leads to; null when it is no such link. */
export const messageOfLink = (link: string): { channelId: string; ts: string } | null => {
  const found = /\/archives\/([CG][A-Z0-9]{1,30})\/p(\d{4,12})(\d{6})(?:[?#]|$)/.exec(link.trim())
  const [, channelId, seconds, micros] = found ?? []
  return channelId && seconds && micros ? { channelId, ts: `${seconds}.${micros}` } : null
}
