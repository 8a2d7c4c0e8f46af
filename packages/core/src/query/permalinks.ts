import { type ChannelId, channelId, type MessageTs, messageTs } from '../ids.ts'
import { unescapeEntities } from '../mrkdwn-tokens.ts'
import type { Draft, Reading } from './draft.ts'

const ADDRESS = /<(https?:\/\/[^<>|\s]+)(?:\|[^<>\n]*)?>|(https?:\/\/[^\s<>|"]+)/gi
const MESSAGE = /^\/archives\/([CGD][A-Z0-9]{1,20})\/p(\d{1,12})(\d{6})\/?$/
const THREAD = /^\d{1,12}\.\d{1,6}$/
const MAX_ADDRESS = 300
/** Further links stay in the text. */
const MAX_PERMALINKS = 8

/** Takes the permalinks of this workspace out of the text; those of others, and every other link, stay. */
export function readPermalinks(typed: string, draft: Draft, { teamUrl }: Reading): string {
  if (!URL.canParse(teamUrl)) return typed
  return typed.replaceAll(ADDRESS, (written, inBrackets: string | undefined, bare: string | undefined) => {
    const address = inBrackets ?? bare?.slice(0, MAX_ADDRESS).replace(/[).,;:!?'\]]+$/, '') ?? ''
    const target = linkedMessage(unescapeEntities(address), teamUrl)
    if (!target || draft.permalinks.length >= MAX_PERMALINKS) return written
    if (!draft.permalinks.some(({ channelId: channel, ts }) => channel === target.channelId && ts === target.ts))
      draft.permalinks.push(target)
    return inBrackets === undefined ? ` ${written.slice(address.length)}` : ' '
  })
}

/** The message that a permalink leads to; null when it is none of this workspace. @param teamUrl where its permalinks begin, a path included. */
export function linkedMessage(address: string, teamUrl: string): { channelId: ChannelId; ts: MessageTs; threadTs: MessageTs } | null {
  const [url, team] = [URL.parse(address), URL.parse(teamUrl)]
  const base = team?.pathname.replace(/\/$/, '') ?? ''
  const isHere = url !== null && url.host === team?.host && url.pathname.startsWith(`${base}/`)
  const [, channel, seconds, micros] = (isHere && MESSAGE.exec(url.pathname.slice(base.length))) || []
  if (!url || !channel) return null
  const ts = messageTs(`${seconds}.${micros}`)
  const thread = url.searchParams.get('thread_ts') ?? ''
  return { channelId: channelId(channel), ts, threadTs: THREAD.test(thread) ? messageTs(thread) : ts }
}
