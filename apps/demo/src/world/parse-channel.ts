import { WorldFileError } from './errors.ts'
import { parseFlags } from './parse-flags.ts'
import { parseHead } from './parse-head.ts'
import type { Flags, SourceChannel, SourceMessage } from './source-types.ts'

const HEAD = /^(> )?(?:(-\d+) (\d\d):(\d\d)|\+(?:(\d+)h)?(?:(\d+)m)?) ([a-z]+)((?: \[[^\]]+\])*): (.*)$/
const REACTION = /^\+ ([a-z0-9_]+)((?: [a-z]+)+)$/

interface Place {
  day: number
  minute: number
  root: number | null
}

/** A reply either has its own day and time or stands some minutes after the message above it. */
function placeOf(match: RegExpExecArray, before: SourceMessage | undefined, rootIndex: number | null): Place {
  const [, reply, day, hour, minute, plusHours, plusMinutes] = match
  const root = reply ? rootIndex : null
  if (reply && root === null) throw new RangeError('a reply needs a message above it.')
  if (day !== undefined) return { day: Number(day), minute: Number(hour) * 60 + Number(minute), root }
  if (!reply || !before) throw new RangeError('a relative time is only for replies.')
  const after = before.minute + Number(plusHours ?? 0) * 60 + Number(plusMinutes ?? 0)
  if (after >= 1440) throw new RangeError('the time runs past midnight; write day and time instead.')
  return { day: before.day, minute: after, root }
}

function within<T>(file: string, line: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new WorldFileError(file, line, error.message)
    throw error
  }
}

/**
 * Parses one channel file of the world; the format is described in `apps/demo/world/README.md`.
 * @param file Name for error messages.
 * @throws WorldFileError naming file and line.
 */
export function parseChannel(file: string, content: string): SourceChannel {
  const lines = content.trimEnd().split('\n')
  const split = lines.indexOf('---')
  if (split < 0) throw new WorldFileError(file, 1, 'no line with --- after the head.')
  const messages: SourceMessage[] = []
  let rootIndex: number | null = null
  for (const [index, text] of lines.entries()) {
    if (index <= split) continue
    const line = index + 1
    const before = messages.at(-1)
    const head = HEAD.exec(text)
    const reaction = REACTION.exec(text)
    if (head) {
      const place: Place = within(file, line, () => placeOf(head, before, rootIndex))
      const flags: Flags = within(file, line, () => parseFlags(head[8] ?? ''))
      if (place.root === null) rootIndex = messages.length
      messages.push({ line, ...place, author: head[7] ?? '', flags, text: head[9] ?? '', reactions: [] })
    } else if (!before) throw new WorldFileError(file, line, 'expected a message such as "-12 14:03 maya: text".')
    else if (reaction) before.reactions.push({ name: reaction[1] ?? '', handles: (reaction[2] ?? '').trim().split(' ') })
    else before.text += `\n${text}`
  }
  return { ...parseHead(file, lines.slice(0, split)), messages }
}
