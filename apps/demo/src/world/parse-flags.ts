import type { Flags } from './source-types.ts'

const KINDS = ['broadcast', 'tombstone', 'deleted', 'me', 'bot', 'card', 'blocks', 'join', 'topic'] as const

/**
 * Reads ` [label=x] [edited=+5m] [file=a.pdf|Title] [me]`.
 * @throws RangeError naming a flag that is unknown or malformed.
 */
export function parseFlags(written: string): Flags {
  const flags: Flags = { kind: 'plain' }
  for (const [, flag = ''] of written.matchAll(/\[([^\]]+)\]/g)) {
    const kind = KINDS.find((name) => name === flag)
    const [, label] = /^label=([a-z0-9-]+)$/.exec(flag) ?? []
    const [, minutes] = /^edited=\+(\d+)m$/.exec(flag) ?? []
    const [, name, title] = /^file=([^|]+)\|(.+)$/.exec(flag) ?? []
    if (kind) flags.kind = kind
    else if (label) flags.label = label
    else if (minutes) flags.editedAfter = Number(minutes)
    else if (name && title) flags.file = { name, title }
    else throw new RangeError(`[${flag}] is not a known flag.`)
  }
  return flags
}
