import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { ReplyTicket } from '../world/state.ts'
import type { Trigger } from '../world/surfaces.ts'

const USES = 5
const LIFE_MS = 30 * 60_000
const TRIGGER_LIFE_MS = 3_000
/** A trigger id is known for so long; what is older was never one. */
const TRIGGER_MEMORY_MS = 10 * 60_000

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

/**
 * A trigger id in Slack's form: opens one view within three seconds. It holds the time, so none repeats after a restart with an older
 * snapshot.
 */
export function triggerIdFor(stage: Stage, occasion: Omit<Trigger, 'id' | 'expiresAtMs' | 'isUsed'>): string {
  const { triggers } = stage.state
  const nowMs = stage.clock.nowMs()
  for (const [id, { expiresAtMs }] of triggers) if (expiresAtMs < nowMs - TRIGGER_MEMORY_MS) triggers.delete(id)
  const id = `${String(nowMs).padStart(13, '0')}.${stage.mint.digits(11)}.${stage.mint.hex(32)}`
  triggers.set(id, { ...occasion, id, expiresAtMs: nowMs + TRIGGER_LIFE_MS, isUsed: false })
  return id
}

/** The trigger behind an id of an app, not yet used up; Slack's refusals otherwise. */
export function triggerOf(stage: Stage, id: string, appId: string): Trigger {
  const trigger = stage.state.triggers.get(id)
  if (trigger?.appId !== appId) throw new SlackRefusal('invalid_trigger_id')
  if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id')
  if (trigger.expiresAtMs <= stage.clock.nowMs()) throw new SlackRefusal('expired_trigger_id')
  return trigger
}
