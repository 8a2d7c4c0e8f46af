import type { Stage } from '../stage.ts'

/** Slack's tokens: mentions, channels, broadcasts and links in angle brackets. */
const TOKEN =
  /<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|![^<>]+|(?:https?:\/\/|mailto:)[^<>\s]+(?:\|[^<>]*)?|(?:https?:\/\/|mailto:)[^<>|]+\|[^<>]*)>/g

function escapeAll(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapeStray(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Applies `change` to what lies between the tokens of a text. */
function outsideTokens(text: string, change: (part: string) => string): string {
  let result = ''
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    result += change(text.slice(end, match.index)) + match[0]
    end = match.index + match[0].length
  }
  return result + change(text.slice(end))
}

/** What Slack stores of text that an app sends: tokens and escapes stay, stray `& < >` are escaped. */
export function storedFromApp(text: string): string {
  return outsideTokens(text, escapeStray)
}

const NAMES =
  /(?<![\w@#/&;])@([a-z0-9][a-z0-9._-]*)|(?<![\w@#/&;])#([\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_-]*)|\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/giu

function personToken(stage: Stage, teamId: string, name: string): string | null {
  if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`
  const wanted = name.replace(/[.-]+$/, '').toLowerCase()
  const users = stage.state.usersByTeam.get(teamId) ?? []
  const user = users.find((one) => !one.deleted && (one.name.toLowerCase() === wanted || one.displayName.toLowerCase() === wanted))
  return user ? `<@${user.id}>${name.slice(wanted.length)}` : null
}

function channelToken(stage: Stage, teamId: string, name: string): string | null {
  const channels = stage.state.channelsByTeam.get(teamId) ?? []
  const channel = channels.find((record) => record.channel.kind === 'channel' && record.channel.name === name)?.channel
  return channel ? `<#${channel.id}|${channel.name}>` : null
}

function proseFromPerson(stage: Stage, teamId: string, text: string): string {
  return outsideTokens(text, (part) => {
    let result = ''
    let end = 0
    for (const match of part.matchAll(NAMES)) {
      const [whole, person, channel] = match
      const token =
        person !== undefined
          ? personToken(stage, teamId, person)
          : channel !== undefined
            ? channelToken(stage, teamId, channel)
            : `<${escapeAll(whole)}>`
      result += escapeAll(part.slice(end, match.index)) + (token ?? escapeAll(whole))
      end = match.index + whole.length
    }
    return result + escapeAll(part.slice(end))
  })
}

/** What Slack stores of text that a person types: escaped, with names and URLs as tokens, except inside of code. */
export function storedFromPerson(stage: Stage, teamId: string, text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? outsideTokens(part, escapeAll) : proseFromPerson(stage, teamId, part)))
    .join('')
}
