import { createHash } from 'node:crypto'
import { expandIdentifiers } from './analysis.ts'
import { type ChannelId, type MessageTs, tsMillis, type UserId } from './ids.ts'
import type { PassageRow, PassageTrait } from './index-port.ts'

/** The parts of a stored message that windows are made of. `text` is canonical plain text. */
export interface ThreadSource {
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs | null
  userId: UserId | null
  version: bigint
  text: string
}

/** The parts of a stored message that passages are made of. */
export interface PassageSource extends ThreadSource {
  /** What hangs on it besides its words. */
  traits: readonly PassageTrait[]
}

/** A passage before it has a vector. */
export type PassageDraft = Omit<PassageRow, 'vector'>

/** A message longer than this is cut at paragraph, line, sentence or word ends. Characters. */
const CHUNK_CHARS = 3_000
/** A window over a thread holds at most so many messages or words. Source: measured in `docs/decisions`, house retrieval reference. */
const WINDOW_MESSAGES = 8
const WINDOW_WORDS = 120

/** One passage per message, more for a long one; none for a message without a word. */
export function messagePassages(message: PassageSource): PassageDraft[] {
  return chunks(message.text).map((text, index) =>
    draft({
      id: `${message.channelId}:${message.ts}:m${index}`,
      kind: 'message',
      channelId: message.channelId,
      userId: message.userId ?? '',
      ts: message.ts,
      threadTs: message.threadTs ?? message.ts,
      firstTs: message.ts,
      lastTs: message.ts,
      traits: message.traits,
      version: message.version,
      text,
    }),
  )
}

/**
 * Windows over a thread, so that a question and its answer are found by words of either. None for a lone message.
 * @param messages root first, replies by time. @param version of the thread: the largest of its members, deleted ones included.
 */
export function threadWindows(messages: readonly ThreadSource[], threadTs: MessageTs, version: bigint): PassageDraft[] {
  if (messages.length < 2) return []
  return windows(messages).flatMap((members, index) => {
    const [first, last] = [members[0], members.at(-1)]
    const text = members.map((member) => member.text).join('\n')
    if (!first || !last || !/[\p{L}\p{N}]/u.test(text)) return []
    return [
      draft({
        id: `${first.channelId}:${threadTs}:w${index}`,
        kind: 'window',
        channelId: first.channelId,
        userId: '',
        ts: first.ts,
        threadTs,
        firstTs: first.ts,
        lastTs: last.ts,
        traits: [],
        version,
        text,
      }),
    ]
  })
}

function windows(messages: readonly ThreadSource[]): ThreadSource[][] {
  const found: ThreadSource[][] = []
  let words = 0
  for (const message of messages) {
    const count = message.text.split(/\s+/).length
    const open = found.at(-1)
    if (open && open.length < WINDOW_MESSAGES && words + count <= WINDOW_WORDS) {
      open.push(message)
      words += count
    } else {
      found.push([message])
      words = count
    }
  }
  return found
}

function draft(fields: Omit<PassageDraft, 'contentHash' | 'postedAtMs'>): PassageDraft {
  const text = expandIdentifiers(fields.text)
  // everything a row holds besides its version: an equal hash means that nothing has to be written
  const held = [text, fields.userId, fields.threadTs, fields.firstTs, fields.lastTs, fields.traits.join(' ')]
  const contentHash = createHash('sha256').update(held.join('\u0000')).digest('hex').slice(0, 32)
  return { ...fields, text, contentHash, postedAtMs: tsMillis(fields.ts) }
}

/** What is embedded of a message: the texts of its passages. */
export const passageTexts = (text: string): string[] => chunks(text).map(expandIdentifiers)

/** Cuts at the best boundary before the limit; nothing is lost and nothing repeated. */
function chunks(text: string): string[] {
  const found: string[] = []
  let rest = text.trim()
  while (rest.length > CHUNK_CHARS) {
    const cut = boundary(rest)
    found.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...found, rest].filter((chunk) => /[\p{L}\p{N}]/u.test(chunk))
}

function boundary(text: string): number {
  const head = text.slice(0, CHUNK_CHARS)
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const at = head.lastIndexOf(mark)
    if (at > CHUNK_CHARS / 3) return at + mark.length
  }
  // never between the halves of a surrogate pair
  return /[\uD800-\uDBFF]$/.test(head) ? CHUNK_CHARS - 1 : CHUNK_CHARS
}
