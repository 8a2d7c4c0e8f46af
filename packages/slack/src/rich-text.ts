import { escapeMrkdwn } from '@backscroll/core'
import { digitsOf, listOf, recordOf, textOf } from './loose.ts'
import { mrkdwnLink } from './slack-link.ts'

/** Lists nest five deep in Slack; the bound keeps hostile nesting off the stack. */
const MAX_DEPTH = 16

/** Writes the elements of a `rich_text` block as the mrkdwn their author typed. */
export const richTextMrkdwn = (block: unknown): string =>
  listOf(recordOf(block).elements)
    .map((container) => containerText(container, 0))
    .reduce((above, below) => above + lineBreakBetween(above, below) + below, '')

/** Each container starts a line; some already end or begin with the line break their author typed. */
const lineBreakBetween = (above: string, below: string): string =>
  above === '' || above.endsWith('\n') || below.startsWith('\n') ? '' : '\n'

function containerText(container: unknown, depth: number): string {
  const { type, elements } = recordOf(container)
  if (depth > MAX_DEPTH) return ''
  switch (type) {
    case 'rich_text_list':
      return listText(container, depth)
    case 'rich_text_quote':
      return leavesText(elements).replaceAll(/^/gm, '&gt; ')
    case 'rich_text_preformatted':
      return `\`\`\`${leavesText(elements)}\`\`\``
    default:
      return elements === undefined ? leafText(container) : leavesText(elements)
  }
}

function listText(list: unknown, depth: number): string {
  const { elements, style, indent, offset } = recordOf(list)
  const margin = '    '.repeat(clamp(indent, 8))
  const first = clamp(offset, 100_000) + 1
  return listOf(elements)
    .map((item, index) => `${margin}${style === 'ordered' ? `${first + index}.` : '•'} ${containerText(item, depth + 1)}`)
    .join('\n')
}

const clamp = (value: unknown, max: number): number => (typeof value === 'number' && value > 0 ? Math.min(Math.floor(value), max) : 0)

const leavesText = (elements: unknown): string => listOf(elements).map(leafText).join('')

function leafText(leaf: unknown): string {
  const element = recordOf(leaf)
  const text = (name: string) => textOf(element[name])
  switch (element.type) {
    case 'link':
      return styled(mrkdwnLink(text('url'), text('text')), element.style)
    case 'emoji':
      return `:${text('name')}:`
    case 'user':
      return token('@', text('user_id'))
    case 'channel':
      return token('#', text('channel_id'))
    case 'usergroup':
      return token('!subteam^', text('usergroup_id'))
    case 'broadcast':
      return token('!', text('range'))
    case 'date':
      return escapeMrkdwn(text('fallback') || digitsOf(element.timestamp))
    case 'color':
      return escapeMrkdwn(text('value'))
    case 'team':
      return escapeMrkdwn(text('team_id'))
    default:
      return styled(escapeMrkdwn(text('text')), element.style)
  }
}

/** A token for an id; anything that could end the token early is written as plain text. */
const token = (sigil: string, id: string): string => (/^[A-Za-z0-9]{1,30}$/.test(id) ? `<${sigil}${id}>` : escapeMrkdwn(id))

/** Puts the marks inside of the surrounding white space, because Slack shows `* bold*` literally. */
function styled(text: string, style: unknown): string {
  const body = text.trim()
  if (body === '') return text
  const { bold, italic, strike, code } = recordOf(style)
  const marks = [code && '`', strike && '~', italic && '_', bold && '*'].filter((mark) => typeof mark === 'string')
  const start = text.length - text.trimStart().length
  return text.slice(0, start) + marks.reduce((inner, mark) => mark + inner + mark, body) + text.slice(start + body.length)
}
