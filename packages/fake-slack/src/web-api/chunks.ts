import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { Arguments } from './arguments.ts'
import { checkedBlocks } from './blocks.ts'

type Block = Record<string, unknown>

/** What one call adds to a streamed message, in order. */
export type Piece =
  | { kind: 'markdown'; text: string }
  | { kind: 'task'; task: Block }
  | { kind: 'plan'; title: string }
  | { kind: 'blocks'; blocks: Block[] }

export const MAX_MARKDOWN = 12_000
/** Titles of plans and tasks. */
const MAX_TITLE = 256
const TASK_STATES = new Set(['pending', 'in_progress', 'complete', 'error'])

const wrong = (): never => {
  throw new SlackRefusal('invalid_chunks')
}

const short = (value: unknown): string => (typeof value === 'string' && value !== '' && value.length <= MAX_TITLE ? value : wrong())

function markdown(text: unknown): Piece {
  if (typeof text !== 'string') return wrong()
  if (text.length > MAX_MARKDOWN) throw new SlackRefusal('msg_too_long')
  return { kind: 'markdown', text }
}

function task(chunk: Block): Piece {
  const { id, title, status, details, output, sources } = chunk
  if (!TASK_STATES.has(String(status))) return wrong()
  const extra = Object.entries({ details, output, sources }).filter(([, value]) => value !== undefined)
  return { kind: 'task', task: { task_id: short(id), title: short(title), status, ...Object.fromEntries(extra) } }
}

function pieceOf(stage: Stage, given: unknown): Piece {
  if (typeof given !== 'object' || given === null) return wrong()
  const chunk = given as Block
  switch (chunk.type) {
    case 'markdown_text':
      return markdown(chunk.text)
    case 'task_update':
      return task(chunk)
    case 'plan_update':
      return { kind: 'plan', title: short(chunk.title) }
    case 'blocks':
      return { kind: 'blocks', blocks: checkedBlocks(stage, chunk.blocks) ?? wrong() }
    default:
      return wrong()
  }
}

/** The `markdown_text` and `chunks` of a call; empty without both. `invalid_chunks` or `msg_too_long` otherwise. */
export function piecesOfCall(stage: Stage, args: Arguments): Piece[] {
  const text = args.text('markdown_text')
  const chunks = args.json('chunks', 'invalid_chunks') ?? []
  if (!Array.isArray(chunks)) return wrong()
  return [...(text === undefined ? [] : [markdown(text)]), ...chunks.map((chunk) => pieceOf(stage, chunk))]
}

/** The blocks of a streamed message with some pieces more: Markdown goes on in its block, a task replaces its former state. */
export function grownBlocks(stage: Stage, blocks: readonly Block[], pieces: readonly Piece[]): Block[] {
  const grown = blocks.map((block) => ({ ...block }))
  for (const piece of pieces) {
    const last = grown.at(-1)
    if (piece.kind === 'blocks') grown.push(...piece.blocks)
    else if (piece.kind === 'markdown' && last?.type === 'markdown') last.text = `${String(last.text)}${piece.text}`
    else if (piece.kind === 'markdown') grown.push({ type: 'markdown', block_id: stage.mint.hex(5), text: piece.text })
    else if (piece.kind === 'task') putTask(stage, grown, piece.task)
    else putPlan(stage, grown, piece.title)
  }
  return grown
}

function putTask(stage: Stage, blocks: Block[], update: Block): void {
  const known = blocks.find((block) => block.type === 'task_card' && block.task_id === update.task_id)
  const details = [known?.details, update.details].filter((part) => typeof part === 'string').join('')
  const merged = details === '' ? update : { ...update, details }
  if (known) Object.assign(known, merged)
  else blocks.push({ type: 'task_card', block_id: stage.mint.hex(5), ...merged })
}

function putPlan(stage: Stage, blocks: Block[], title: string): void {
  const known = blocks.find((block) => block.type === 'plan')
  if (known) known.title = title
  else blocks.unshift({ type: 'plan', block_id: stage.mint.hex(5), title })
}

/** The Markdown of some blocks: what a streamed message has as its `text`. */
export const markdownIn = (blocks: readonly Block[]): string =>
  blocks
    .filter(({ type }) => type === 'markdown')
    .map(({ text }) => String(text))
    .join('\n\n')
