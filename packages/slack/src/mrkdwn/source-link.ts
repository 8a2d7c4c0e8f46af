import { escapeMrkdwn } from '@backscroll/core'
import { mrkdwnLink } from '../slack-link.ts'
import { cutToFit } from './cut-text.ts'
import { visibleLine } from './visible-text.ts'

const MAX_LINK_LENGTH = 1_500
const MAX_NAME_LENGTH = 80

/** Where a message stands and who wrote it when. All fields are untrusted plain text. */
export interface MessagePlace {
  author: string
  channelName: string
  dateText: string
  /** The only address that is linked, when it is a web address. */
  permalink: string
}

/** Who said it where and when, on one line, as plain text. */
export const sourceLabel = ({ channelName, author, dateText }: MessagePlace): string =>
  [`#${nameOf(channelName)}`, nameOf(author), nameOf(dateText)].join(', ')

/** The label as a link to the message; as plain words when the address is none. */
export const sourceLink = (place: MessagePlace): string => safeLink(place.permalink, sourceLabel(place))

/** A link of the address that is given and no other; its words alone when that is no plain web address or too long. */
export function safeLink(address: string, label: string): string {
  const href = webAddress(address)
  const link = href === null ? '' : mrkdwnLink(href, label)
  return link !== '' && link.length <= MAX_LINK_LENGTH ? link : escapeMrkdwn(label)
}

/** The address as a browser opens it; null for anything that is no web address or hides its host behind a name and a password. */
export function webAddress(address: string): string | null {
  const url = URL.parse(address)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isPlain ? url.href.replaceAll('`', '%60') : null
}

/** A name on one line. Backticks go, because a code fence left open before it would swallow the link. */
export function nameOf(text: string): string {
  const line = visibleLine(text).replaceAll('`', "'")
  return cutToFit(line, (candidate) => candidate.length <= MAX_NAME_LENGTH) || 'unknown'
}
