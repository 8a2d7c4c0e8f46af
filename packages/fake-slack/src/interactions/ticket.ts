import type { Stage } from '../stage.ts'
import type { ReplyTicket } from '../world/state.ts'

const USES = 5
const LIFE_MS = 30 * 60_000

type Occasion = Pick<ReplyTicket, 'appId' | 'teamId' | 'channelId' | 'userId' | 'messageTs' | 'replyTs' | 'threadTs'>

/** Answers to one occasion: five uses in thirty minutes. */
export function ticketFor(stage: Stage, occasion: Occasion): ReplyTicket {
  const id = `${occasion.teamId}/${stage.mint.digits(12)}/${stage.mint.hex(24)}`
  const ticket = { ...occasion, id, usesLeft: USES, expiresAtMs: stage.clock.nowMs() + LIFE_MS }
  stage.state.tickets.set(id, ticket)
  return ticket
}

/** Where the answers of a ticket go. */
export const responseUrlOf = (stage: Stage, ticket: ReplyTicket): string => `${stage.url()}/commands/${ticket.id}`

/** A trigger id in Slack's form. It holds the time, so none repeats after a restart with an older snapshot. */
export function triggerIdFor(stage: Stage): string {
  return `${String(stage.clock.nowMs()).padStart(13, '0')}.${stage.mint.digits(11)}.${stage.mint.hex(32)}`
}
