import { visibleText } from './visible-text.ts'

const BROADCAST_TOKEN = /<!(?:subteam\^)?([^<>|\n]{0,100})(?:\|@?([^<>\n]{0,100}))?>/g
const PERSON_TOKEN = /<@([^<>|\n]{0,100})(?:\|@?([^<>\n]{0,100}))?>/g
const CHANNEL_TOKEN = /<#([^<>|\n]{0,100})(?:\|#?([^<>\n]{0,100}))?>/g
/** The beginning of a token that Slack would read. */
const TOKEN_START = /(?<!<)<+(?=[!@#])/g
const AT_NAME = /(?<![\p{L}\p{N}._%+/@-])@+(?=[\p{L}\p{N}_])(?![\p{L}\p{N}_.-]{1,64}\/)/gu
const AT_EVERYBODY = /@+(?=(?:channel|here|everyone|group)(?![a-z0-9_]|[-.][\p{L}\p{N}]))/giu
const SOURCE_MARKERS =
  /\s?(?:\[(?:\s?(?:source |doc(?:ument)? ?|s|#|\^)?\d{1,3}(?:\s?[,;-]\s?(?:source |s|#)?\d{1,3}){0,20}\s?)\]|\u3010[^\u3011\n]{1,40}\u3011|\((?:sources?|quellen?|источники?):? ?[#s]?\d{1,3}(?:, ?[#s]?\d{1,3}){0,20}\))/giu
const EMOJI_CODE = /(?<![\p{L}\p{N}:]):(?=[a-z0-9_+'-]{0,40}[a-z+])[a-z0-9_+'-]{1,60}:(?::skin-tone-\d:)?(?![\p{L}\p{N}:])/giu
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3|[\u{1F3FB}-\u{1F3FF}])+/gu
const KEPT_SIGNS = /^[\u00A9\u00AE\u2122\u2194-\u21AA\u2139]+$/u
const STRONG =
  /(?<![\p{L}\p{N}*_~])(\*{1,3}|_{1,3}|~{1,2})(?=\S)([^*_~\n]{0,200}(?:(?<=[\p{L}\p{N}])[_*][^*_~\n]{1,200}){0,5})(?<=\S)\1(?![\p{L}\p{N}*_~])/gu
const LOOSE_MARKS = /(?<![\p{L}\p{N}])(?:\*|_{2,3})(?=\S)|(?<=\S)(?:\*|_{2,3})(?![\p{L}\p{N}])|(?<=\S)\*{2,3}|\*{2,3}(?=\S)|~{2}/gu
const ENTITY = /&(?:lt|gt|amp|quot|#0{0,5}\d{2,5}|#x[\da-f]{2,5});/gi

/** Undoes Markdown's and mrkdwn's marks for bold, italic and struck text; `snake_case`, `2 * 3` and `~50` stay. */
export const withoutEmphasis = (text: string): string => {
  let plain = text
  for (let round = 0; round < 3; round += 1) plain = plain.replaceAll(STRONG, '$2')
  return plain.replaceAll(LOOSE_MARKS, '')
}

/** Numbers of sources in brackets, as models write them: our own numbers are the ones that are shown. */
export const withoutSourceMarkers = (text: string): string => text.replaceAll(SOURCE_MARKERS, '')

/**
 * Text that only says what it says, in Slack and everywhere: no mention, no broadcast, no emoji, no emphasis, nothing invisible. It is still text:
 * whoever shows it escapes it.
 */
export function neutralText(text: string): string {
  const words = decoded(visibleText(text))
    .replaceAll(EMOJI_CODE, '')
    .replaceAll(EMOJI, (signs) => (KEPT_SIGNS.test(signs) ? signs : ''))
  return withoutTokens(withoutEmphasis(words))
    .replaceAll(AT_NAME, '')
    .replaceAll(AT_EVERYBODY, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ (?=[.,;!?](?:\s|$))/g, '')
    .replaceAll(TOKEN_START, '')
    .trim()
}

/** The same for text that is quoted word for word: signs that Slack would act on give way to look-alikes of the same length, nothing else changes. */
export const neutralQuote = (text: string): string =>
  visibleText(text)
    .replaceAll(/<(?=[!@#])/g, '\u2039')
    .replaceAll(AT_EVERYBODY, (signs) => '\uFF20'.repeat(signs.length))
    .trim()

const ROUNDS = 3

/** Entities are undone, also escaped ones, so that no token and no address hides in them. */
export function decoded(text: string): string {
  let plain = text
  for (let round = 0; round < ROUNDS && plain.includes('&'); round += 1) plain = plain.replaceAll(ENTITY, entitySign)
  return visibleText(plain)
}

const NAMED: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }

function entitySign(entity: string): string {
  const hex = /^&#x([\da-f]+);$/i.exec(entity)?.[1]
  const point = hex === undefined ? Number(/\d+/.exec(entity)?.[0] ?? Number.NaN) : Number.parseInt(hex, 16)
  return NAMED[entity.toLowerCase()] ?? (point >= 32 && point < 0xd800 ? String.fromCodePoint(point) : '')
}

const withoutTokens = (text: string): string =>
  text
    .replaceAll(BROADCAST_TOKEN, (_, target: string, label: string | undefined) => label ?? target)
    .replaceAll(PERSON_TOKEN, (_, _id: string, label: string | undefined) => label ?? 'somebody')
    .replaceAll(CHANNEL_TOKEN, (_, _id: string, label: string | undefined) => (label ? `#${label}` : 'a channel'))
