import type { SlackBlock } from '../src/block.ts'

const ENTITY = /&(amp|lt|gt);/g
const UNSEEN = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u

/** Every text object in blocks, with its kind. */
export function textsIn(value: unknown): { type: string; text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  if (typeof fields.text === 'string' && typeof fields.type === 'string') return [{ type: fields.type, text: fields.text }]
  return Object.values(fields).flatMap(textsIn)
}

/** The mrkdwn of blocks, in order. */
export const mrkdwnIn = (blocks: readonly SlackBlock[]): string[] =>
  textsIn(blocks)
    .filter(({ type }) => type === 'mrkdwn')
    .map(({ text }) => text)

/** Addresses that mrkdwn links, as a browser opens them. */
export const linksIn = (mrkdwn: string): string[] =>
  [...mrkdwn.matchAll(/<(https?:[^<>|\s]+)(?:\|[^<>\n]*)?>/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'))

/** What Slack would refuse or misread in one text of mrkdwn; only addresses for which `mayLink` holds may be linked. */
export function mrkdwnFaults(text: string, mayLink: (address: string) => boolean): string[] {
  const outside = text.replaceAll(/<[^<>]*>/g, '').replaceAll(/^> ?/gm, '')
  return Object.entries({
    'too long': text.length > 3_000,
    empty: text.trim() === '',
    'not well-formed': !text.isWellFormed(),
    'control characters': /(?!\n)\p{Cc}/u.test(text),
    'something unseen': UNSEEN.test(text),
    'a token that is no link': (text.match(/<[^<>]*>/g) ?? []).some((token) => !/^<https?:[^<>|\s]+(\|[^<>\n]+)?>$/.test(token)),
    'another link': linksIn(text).some((address) => !mayLink(address)),
    'an open token': /[<>]/.test(outside),
    'an open entity': outside.replaceAll(ENTITY, '').includes('&'),
    'open code': !text.startsWith('> ') && text.split('```').length % 2 === 0,
  }).flatMap(([fault, isThere]) => (isThere ? [`${fault}: ${text}`] : []))
}

const limited = (texts: unknown, max: number): boolean => textsIn(texts).every(({ text }) => text.length > 0 && text.length <= max)

/** What Slack would refuse in a list of blocks, besides its mrkdwn. */
export function blockFaults(blocks: readonly SlackBlock[], maxBlocks: number): string[] {
  const faults = blocks.flatMap((block) => {
    switch (block.type) {
      case 'actions':
      case 'context_actions':
        return block.elements.length === 0 || block.elements.length > 25
          ? ['a row of controls']
          : [...block.elements].flatMap(controlFaults)
      case 'input':
        return [...controlFaults(block.element), ...(limited([block.label, block.hint], 2_000) ? [] : ['a label'])]
      case 'header':
        return limited(block.text, 150) ? [] : ['a header']
      default:
        return []
    }
  })
  const ids = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id = '']) => id)
  return [
    ...faults,
    ...(blocks.length > maxBlocks ? ['too many blocks'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['a control twice']),
    ...ids.filter((id) => id.length > 255),
    ...textsIn(blocks).flatMap(({ text }) => (text.isWellFormed() && !UNSEEN.test(text) ? [] : ['unreadable text'])),
  ]
}

function controlFaults(element: object): string[] {
  const control = element as Record<string, unknown> & { type: string; value?: string; options?: { value: string }[] }
  const max = { static_select: 100, radio_buttons: 10 }[control.type]
  const options = control.options ?? []
  return Object.entries({
    'a label of a button': control.type === 'button' && !limited(control.text, 75),
    'a value': (control.value ?? '').length > 2_000,
    'a number of options': max !== undefined && (options.length === 0 || options.length > max),
    'an option': !limited(options, 75) || options.some(({ value }) => value.length === 0 || value.length > 150),
    'an option twice': new Set(options.map(({ value }) => value)).size !== options.length,
    'a placeholder': !limited(control.placeholder, 150),
    'an initial value': typeof control.initial_value === 'string' && control.initial_value.length > 3_000,
    'a first choice that cannot be chosen':
      control.initial_option !== undefined && !options.some(({ value }) => value === (control.initial_option as { value: string }).value),
  }).flatMap(([fault, isThere]) => (isThere ? [`${fault} of ${control.type}`] : []))
}
