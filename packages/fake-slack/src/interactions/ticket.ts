import type { Stage } from '../stage.ts'
import type { ReplyTicket } from '../world/state.ts'

const USES = 5
const LIFE_MS = 30 * 60_000

type Occasion = Pick<ReplyTicket, 'appId' | 'teamId' | 'channelId' | 'userId' | 'messageTs' | 'threadTs'>

/** A response_url for one occasion: five uses in thirty minutes. */
export function responseUrlFor(stage: Stage, occasion: Occasion): string {
  const id = `${occasion.teamId}/${stage.mint.digits(12)}/${stage.mint.hex(24)}`
  stage.state.tickets.set(id, { ...occasion, id, usesLeft: USES, expiresAtMs: stage.clock.nowMs() + LIFE_MS })
  return `${stage.url()}/commands/${id}`
}

/** A trigger id in Slack's form. */
export function triggerIdFor(stage: Stage): string {
  return `${stage.mint.digits(13)}.${stage.mint.digits(11)}.${stage.mint.hex(32)}`
}
