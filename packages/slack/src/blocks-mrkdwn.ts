import { escapeMrkdwn } from '@backscroll/core'
import { digitsOf, listOf, recordOf, textOf } from './loose.ts'
import { richTextMrkdwn } from './rich-text.ts'
import { mrkdwnLink } from './slack-link.ts'

/** Deeper content is no text a person reads; the bound keeps hostile nesting off the stack. */
const MAX_DEPTH = 24
/** Fields in which block types, also those not known by name, keep their readable parts. */
const READABLE = [
  'title',
  'rich_text_title',
  'subtitle',
  'text',
  'description',
  'body',
  'caption',
  'label',
  'fields',
  'elements',
  'cells',
  'rows',
  'blocks',
  'child_blocks',
  'cards',
  'tasks',
  'items',
  'details',
  'output',
  'sources',
] as const

/** Reads the blocks of a message or attachment from top to bottom, in mrkdwn; empty when nothing in them is text. */
export const blocksMrkdwn = (blocks: unknown): string => joined(listOf(blocks), 0, '\n')

const joined = (nodes: readonly unknown[], depth: number, separator: string): string =>
  nodes
    .map((node) => nodeText(node, depth))
    .filter((text) => text !== '')
    .join(separator)

function nodeText(node: unknown, depth: number): string {
  if (typeof node === 'string') return escapeMrkdwn(textOf(node))
  if (typeof node !== 'object' || node === null || depth > MAX_DEPTH) return ''
  if (Array.isArray(node)) return joined(node, depth + 1, ' | ')
  const block = recordOf(node)
  switch (block.type) {
    case 'rich_text':
      return richTextMrkdwn(block)
    case 'mrkdwn':
      return textOf(block.text)
    case 'plain_text':
    case 'raw_text':
    case 'markdown':
      return escapeMrkdwn(textOf(block.text))
    case 'raw_number':
      return escapeMrkdwn(textOf(block.text) || digitsOf(block.value))
    case 'url':
      return mrkdwnLink(textOf(block.url), textOf(block.text))
    case 'actions':
    case 'context_actions':
    case 'divider':
    case 'button':
    case 'file':
      return ''
    case 'image':
      return nodeText(block.title, depth + 1) || nodeText(block.alt_text, depth + 1)
    case 'context':
      return joined(listOf(block.elements), depth + 1, ' ')
    default:
      return READABLE.map((field) => fieldText(block[field], depth + 1))
        .filter((text) => text !== '')
        .join('\n')
  }
}

const fieldText = (value: unknown, depth: number): string => (Array.isArray(value) ? joined(value, depth, '\n') : nodeText(value, depth))
