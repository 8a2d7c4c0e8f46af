import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { Arguments } from './arguments.ts'
import { checkActionIds, checkElement } from './block-elements.ts'
import { checkLength, IN_MESSAGE, refuse, type SurfaceRules } from './surface-rules.ts'

type Block = Record<string, unknown>

const TYPES = new Set(
  'section header context actions image divider input video file rich_text markdown table alert card carousel plan task_card context_actions'.split(
    ' ',
  ),
)
/** Blocks that stand in messages alone. */
const ONLY_IN_MESSAGES = new Set(['markdown', 'table', 'context_actions', 'plan', 'task_card'])
const LENGTHS: Readonly<Record<string, number>> = { section: 3000, header: 150, markdown: 12_000 }
const MAX_ELEMENTS: Readonly<Record<string, number>> = { context: 10, context_actions: 5 }
/** Markdown of all `markdown` blocks of one message together. */
const MAX_MARKDOWN = 12_000

function textOf(block: Block): string {
  const text = block.text
  if (typeof text === 'string') return text
  if (typeof text !== 'object' || text === null) return ''
  const inner = (text as Block).text
  return typeof inner === 'string' ? inner : ''
}

function checkElements(rules: SurfaceRules, block: Block, pointer: string): void {
  const type = String(block.type)
  if (Array.isArray(block.elements) && type !== 'rich_text') {
    const elements: unknown[] = block.elements
    const max = MAX_ELEMENTS[type] ?? 25
    if (elements.length > max) refuse(rules, `no more than ${max} items allowed`, `${pointer}/elements`)
    for (const [index, element] of elements.entries()) checkElement(rules, type, element, `${pointer}/elements/${index}`)
    checkActionIds(rules, elements, `${pointer}/elements`)
  }
  if (type === 'section' && block.accessory !== undefined) checkElement(rules, type, block.accessory, `${pointer}/accessory`)
  if (type === 'actions' && (!Array.isArray(block.elements) || block.elements.length === 0))
    refuse(rules, 'missing required field: elements', pointer)
}

function checkFields(rules: SurfaceRules, block: Block, pointer: string): void {
  if (!Array.isArray(block.fields)) return
  if (block.fields.length > 10) refuse(rules, 'no more than 10 items allowed', `${pointer}/fields`)
  for (const [index, field] of (block.fields as Block[]).entries())
    checkLength(rules, textOf({ text: field }), 2000, `${pointer}/fields/${index}/text`)
}

function checkInput(rules: SurfaceRules, block: Block, pointer: string): void {
  const label = textOf({ text: block.label })
  if (label === '') refuse(rules, 'missing required field: label', pointer)
  checkLength(rules, label, 2000, `${pointer}/label/text`)
  checkLength(rules, textOf({ text: block.hint }), 2000, `${pointer}/hint/text`)
  if (block.element === undefined) refuse(rules, 'missing required field: element', pointer)
  checkElement(rules, 'input', block.element, `${pointer}/element`)
}

function checkBlock(rules: SurfaceRules, block: unknown, index: number): Block {
  const pointer = `${rules.pointer}/${index}`
  if (typeof block !== 'object' || block === null || Array.isArray(block)) refuse(rules, 'must provide an object', pointer)
  const one = block as Block
  const type = String(one.type)
  const isTaken = TYPES.has(type) && (rules.surface === 'message' || !ONLY_IN_MESSAGES.has(type))
  if (!isTaken) refuse(rules, `unsupported type: ${type}`, `${pointer}/type`)
  checkLength(rules, one.block_id, 255, `${pointer}/block_id`)
  checkLength(rules, textOf(one), LENGTHS[type] ?? Number.MAX_SAFE_INTEGER, `${pointer}/text`)
  const needsText = type === 'header' || type === 'markdown' || (type === 'section' && !Array.isArray(one.fields))
  if (needsText && textOf(one) === '') refuse(rules, 'missing required field: text', pointer)
  if (type === 'input') checkInput(rules, one, pointer)
  if (type === 'section') checkFields(rules, one, pointer)
  checkElements(rules, one, pointer)
  return one
}

function checkTogether(rules: SurfaceRules, blocks: readonly Block[]): void {
  const ids = blocks.map((block) => block.block_id).filter((id): id is string => typeof id === 'string' && id !== '')
  const double = ids.find((id, index) => ids.indexOf(id) !== index)
  if (double !== undefined) refuse(rules, `\`block_id\` "${double}" already exists for another block`, rules.pointer) // unverified wording
  const markdown = blocks.filter(({ type }) => type === 'markdown').reduce((sum, block) => sum + textOf(block).length, 0)
  if (markdown > MAX_MARKDOWN) refuse(rules, `must be less than ${MAX_MARKDOWN + 1} characters in all markdown blocks`, rules.pointer) // unverified wording
}

/** Blocks as Slack keeps them: checked, each with a block_id; null without blocks. Refuses with the word of the surface. */
export function checkedBlocks(stage: Stage, given: unknown, rules: SurfaceRules = IN_MESSAGE): Block[] | null {
  if (given === undefined) return null
  if (!Array.isArray(given)) refuse(rules, 'must provide an array', rules.pointer)
  if (given.length > rules.maxBlocks) refuse(rules, `no more than ${rules.maxBlocks} items allowed`, rules.pointer)
  const blocks = given.map((block, index) => checkBlock(rules, block, index))
  checkTogether(rules, blocks)
  return blocks.map((one) => ({
    ...one,
    block_id: typeof one.block_id === 'string' && one.block_id !== '' ? one.block_id : stage.mint.hex(5),
    ...withActionIds(stage, one),
  }))
}

/** Interactive elements without an action_id get one, as blocks do. */
function withActionIds(stage: Stage, { type, element, accessory, elements }: Block): Block {
  const named = (value: unknown): unknown => {
    const one = value as Block
    const isSilent = one.type === 'image' || typeof one.type !== 'string' || typeof one.action_id === 'string'
    return isSilent ? one : { ...one, action_id: stage.mint.hex(5) }
  }
  return {
    ...(type === 'input' ? { element: named(element) } : {}),
    ...(type === 'section' && accessory !== undefined ? { accessory: named(accessory) } : {}),
    ...((type === 'actions' || type === 'context_actions') && Array.isArray(elements) ? { elements: elements.map(named) } : {}),
  }
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
