import type { LivedInWorld } from './a-world.ts'
import { knock } from './door.ts'
import { readAnswer, type ShownAnswer } from './read-answer.ts'
import { ACME, APP_ID } from './small-company.ts'

/** What only this person sees in a channel, oldest first. */
export const shownTo = (world: LivedInWorld, userId: string, channelId: string): (ShownAnswer & { ts: string })[] =>
  world
    .as(userId)
    .ephemerals(channelId)
    .map((message) => ({ ...readAnswer(message), ts: message.ts }))

/** The newest of it. @throws when there is nothing. */
export function newestShownTo(world: LivedInWorld, userId: string, channelId: string): ShownAnswer & { ts: string } {
  const newest = shownTo(world, userId, channelId).at(-1)
  if (!newest) throw new Error(`${userId} sees nothing in ${channelId}`)
  return newest
}

/** A signed press that no client of Slack would send. @returns the status and what came back. */
export async function forgedPress(
  world: LivedInWorld,
  press: { userId: string; actionId: string; value: string; userTeamId?: string; teamId?: string; channelId?: string },
): Promise<[number, string]> {
  const { userId, actionId, value, userTeamId = ACME, teamId = ACME, channelId = 'C0GENERAL' } = press
  const payload = {
    type: 'block_actions',
    team: { id: teamId },
    user: { id: userId, team_id: userTeamId },
    api_app_id: APP_ID,
    trigger_id: '1.2.forged',
    channel: { id: channelId },
    container: { type: 'message', channel_id: channelId, message_ts: '1.000001', is_ephemeral: false },
    response_url: '',
    actions: [{ action_id: actionId, block_id: 'b', value }],
  }
  const answer = await knock(world, '/slack/interactions', { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() })
  return [answer.status, await answer.text()]
}
