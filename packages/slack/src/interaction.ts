import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import { z } from 'zod'
import { channelField, optionalId, optionalTeam, optionalTs, teamField, userField, words } from './fields.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'
import { type IgnoredEvent, ignored } from './slack-event.ts'

/** A pressed control. Its value is request data from an old message: look the state up by id, never trust it. */
export interface PressedAction {
  actionId: string
  blockId: string
  value: string
}

/** Somebody pressed something in one of our messages. The presser may belong to another workspace than the tenant. */
export interface BlockActions {
  kind: 'block-actions'
  teamId: TeamId
  appId: string | null
  userId: UserId
  /** Differs from `teamId` when an outsider presses in a shared channel. */
  userTeamId: TeamId | null
  channelId: ChannelId | null
  messageTs: MessageTs | null
  threadTs: MessageTs | null
  responseUrl: string
  triggerId: string
  actions: PressedAction[]
}

/** What an interaction means; other types than block actions are ignored and counted by name. */
export type Interaction = BlockActions | IgnoredEvent

const actionFields = z.looseObject({ action_id: words, block_id: words, value: words })
const blockActionFields = z.looseObject({
  team: z.looseObject({ id: teamField }),
  user: z.looseObject({ id: userField, team_id: optionalTeam }),
  api_app_id: optionalId,
  channel: z.preprocess(recordOf, z.looseObject({ id: channelField.nullish() })),
  container: z.preprocess(recordOf, z.looseObject({ channel_id: channelField.nullish(), message_ts: optionalTs, thread_ts: optionalTs })),
  response_url: words,
  trigger_id: words,
  actions: z.array(actionFields).min(1).max(100),
})

/** Reads the JSON of an interaction. @throws InvalidInputError */
export function interactionOf(payload: unknown): Interaction {
  const { type } = parseAs(z.looseObject({ type: z.string() }), payload, 'The interaction')
  if (type !== 'block_actions') return ignored(`interaction:${/^[a-z_]{1,40}$/.test(type) ? type : 'unprintable'}`)
  const read = parseAs(blockActionFields, payload, 'The interaction')
  return {
    kind: 'block-actions',
    teamId: read.team.id,
    appId: read.api_app_id,
    userId: read.user.id,
    userTeamId: read.user.team_id,
    channelId: read.channel.id ?? read.container.channel_id ?? null,
    messageTs: read.container.message_ts,
    threadTs: read.container.thread_ts,
    responseUrl: read.response_url,
    triggerId: read.trigger_id,
    actions: read.actions.map((action) => ({ actionId: action.action_id, blockId: action.block_id, value: action.value })),
  }
}
