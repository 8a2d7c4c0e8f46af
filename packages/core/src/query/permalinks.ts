import { channelId, messageTs } from '../ids.ts'
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
  const host = URL.parse(teamUrl)?.host
  if (!host) return typed
  return typed.replaceAll(ADDRESS, (written, inBrackets: string | undefined, bare: string | undefined) => {
    const address = inBrackets ?? bare?.slice(0, MAX_ADDRESS).replace(/[).,;:!?'\]]+$/, '') ?? ''
    const target = targetOf(unescapeEntities(address), host)
    if (!target || draft.permalinks.length >= MAX_PERMALINKS) return written
    if (!draft.permalinks.some(({ channelId: channel, ts }) => channel === target.channelId && ts === target.ts))
      draft.permalinks.push(target)
    return inBrackets === undefined ? ` ${written.slice(address.length)}` : ' '
  })
}

function targetOf(address: string, host: string): Draft['permalinks'][number] | null {
  const url = URL.parse(address)
  const [, channel, seconds, micros] = (url?.host === host && MESSAGE.exec(url.pathname)) || []
  if (!url || !channel) return null
  const ts = messageTs(`${seconds}.${micros}`)
  const thread = url.searchParams.get('thread_ts') ?? ''
  return { channelId: channelId(channel), ts, threadTs: THREAD.test(thread) ? messageTs(thread) : ts }
}
