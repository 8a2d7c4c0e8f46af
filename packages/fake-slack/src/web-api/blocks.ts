import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { Arguments } from './arguments.ts'

type Block = Record<string, unknown>

const TYPES = new Set(
  'section header context actions image divider input video file rich_text markdown table alert card carousel plan task_card context_actions'.split(
    ' ',
  ),
)
const MAX_BLOCKS = 50
const LENGTHS: Record<string, number> = { section: 3000, header: 150, markdown: 12_000 }

function refuse(message: string): never {
  throw new SlackRefusal('invalid_blocks', { response_metadata: { messages: [`[ERROR] ${message}`] } })
}

function textLength(block: Block): number {
  const text = block.text
  if (typeof text === 'string') return text.length
  if (typeof text !== 'object' || text === null) return 0
  const inner = (text as Block).text
  return typeof inner === 'string' ? inner.length : 0
}

function checkElements(block: Block, index: number): void {
  if (!Array.isArray(block.elements)) return
  const limit = block.type === 'context' ? 10 : 25
  if (block.type !== 'rich_text' && block.elements.length > limit)
    refuse(`no more than ${limit} items allowed [json-pointer:/blocks/${index}/elements]`)
  for (const element of block.elements as unknown[]) {
    if (typeof element !== 'object' || element === null) refuse(`must provide an object [json-pointer:/blocks/${index}/elements]`)
    const { value, action_id: actionId } = element as Block
    if (typeof value === 'string' && value.length > 2000)
      refuse(`must be less than 2001 characters [json-pointer:/blocks/${index}/elements/value]`)
    if (typeof actionId === 'string' && actionId.length > 255)
      refuse(`must be less than 256 characters [json-pointer:/blocks/${index}/elements/action_id]`)
  }
}

function checkBlock(block: unknown, index: number): Block {
  if (typeof block !== 'object' || block === null || Array.isArray(block)) refuse(`must provide an object [json-pointer:/blocks/${index}]`)
  const one = block as Block
  const type = String(one.type)
  if (!TYPES.has(type)) refuse(`unsupported type: ${type} [json-pointer:/blocks/${index}/type]`)
  if (textLength(one) > (LENGTHS[type] ?? Number.MAX_SAFE_INTEGER))
    refuse(`must be less than ${(LENGTHS[type] ?? 0) + 1} characters [json-pointer:/blocks/${index}/text]`)
  if ((type === 'header' || type === 'markdown') && textLength(one) === 0)
    refuse(`missing required field: text [json-pointer:/blocks/${index}]`)
  if (type === 'section' && textLength(one) === 0 && !Array.isArray(one.fields))
    refuse(`missing required field: text [json-pointer:/blocks/${index}]`)
  checkElements(one, index)
  return one
}

/** Blocks as Slack keeps them: checked, each with a block_id. `invalid_blocks` otherwise; null without blocks. */
export function checkedBlocks(stage: Stage, given: unknown, max: number = MAX_BLOCKS): Block[] | null {
  if (given === undefined) return null
  if (!Array.isArray(given)) refuse('must provide an array [json-pointer:/blocks]')
  if (given.length > max) refuse(`no more than ${max} items allowed [json-pointer:/blocks]`)
  return given.map((block, index) => {
    const one = checkBlock(block, index)
    return { ...one, block_id: typeof one.block_id === 'string' && one.block_id !== '' ? one.block_id : stage.mint.hex(5) }
  })
}

/** The `blocks` argument of a call. */
export function blocksOfCall(stage: Stage, args: Arguments): Block[] | null {
  const blocks = checkedBlocks(stage, args.json('blocks', 'invalid_blocks_format'))
  return blocks && blocks.length > 0 ? blocks : null
}

/** The `attachments` argument of a call; empty when absent. */
export function attachmentsOfCall(args: Arguments): unknown[] {
  const attachments = args.json('attachments', 'invalid_attachments') ?? []
  if (!Array.isArray(attachments)) throw new SlackRefusal('invalid_attachments')
  if (attachments.length > 100) throw new SlackRefusal('too_many_attachments')
  return attachments
}
