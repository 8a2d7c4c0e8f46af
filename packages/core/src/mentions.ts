import { piecesOf, splitToken } from './mrkdwn-tokens.ts'

/** Whom a message names: a person, a user group, a channel, or everybody (`here`, `channel`, `everyone`). */
export interface Mention {
  kind: 'user' | 'group' | 'channel' | 'broadcast'
  targetId: string
}

const ID = /^[A-Z][A-Z0-9]{1,20}$/
const BROADCASTS = new Set(['here', 'channel', 'everyone'])

/** The mentions in mrkdwn, each once, in the order of their first appearance. */
export function mentionsIn(mrkdwn: string): Mention[] {
  const found = new Map<string, Mention>()
  for (const piece of piecesOf(mrkdwn)) {
    const mention = piece.kind === 'token' ? mentionOf(piece.value) : null
    if (mention) found.set(`${mention.kind}:${mention.targetId}`, mention)
  }
  return [...found.values()]
}

function mentionOf(token: string): Mention | null {
  const { target } = splitToken(token.slice(1))
  switch (token[0]) {
    case '@':
      return ID.test(target) ? { kind: 'user', targetId: target } : null
    case '#':
      return ID.test(target) ? { kind: 'channel', targetId: target } : null
    case '!':
      return announced(target)
    default:
      return null
  }
}

function announced(target: string): Mention | null {
  const group = /^subteam\^([A-Z][A-Z0-9]{1,20})/.exec(target)?.[1]
  if (group) return { kind: 'group', targetId: group }
  return BROADCASTS.has(target) ? { kind: 'broadcast', targetId: target } : null
}
