import { type Html, html } from '../html.ts'
import { dateText } from './date-token.ts'
import { link } from './link.ts'
import type { Rendering } from './rendering.ts'
import { unescaped } from './unescape.ts'

/** Names a person as a mention. */
export const personMention = (userId: string, label: string, rendering: Rendering): Html =>
  html`<span class="mention">@${rendering.personName(userId) ?? (label || 'unknown person')}</span>`

/** Names a channel as a link; a channel that the viewer cannot see keeps its name to itself, whatever the message says. */
export const channelMention = (channelId: string, rendering: Rendering): Html => {
  const channel = rendering.channel(channelId)
  return channel
    ? html`<a class="mention" href="${channel.href}">#${channel.name}</a>`
    : html`<span class="mention">#private-channel</span>`
}

/** Names everybody, or a group of people. */
export const broadcastMention = (name: string): Html => html`<span class="mention">@${name}</span>`

const special = (body: string, label: string, rendering: Rendering): Html => {
  const [kind = '', ...rest] = body.split('^')
  if (kind === 'date') {
    const [seconds = '', format = '', href] = rest
    const text = dateText(seconds, format, label, rendering)
    return href ? link(href, text) : html`<time>${text}</time>`
  }
  if (kind === 'subteam') return broadcastMention((label || rest[0] || 'group').replace(/^@/, ''))
  return broadcastMention(label.replace(/^@/, '') || kind)
}

/** Renders what stands between `<` and `>` in Slack's text: a mention, a date or a link. */
export const token = (body: string, rendering: Rendering): Html => {
  const bar = body.indexOf('|')
  const target = unescaped(bar < 0 ? body : body.slice(0, bar))
  const label = bar < 0 ? '' : unescaped(body.slice(bar + 1))
  if (/^@[UWB]/.test(target)) return personMention(target.slice(1), label, rendering)
  if (/^#[CGD]/.test(target)) return channelMention(target.slice(1), rendering)
  if (target.startsWith('!')) return special(target.slice(1), label, rendering)
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return html`${`<${unescaped(body)}>`}`
  return link(target, label || target.replace(/^mailto:/, ''))
}
