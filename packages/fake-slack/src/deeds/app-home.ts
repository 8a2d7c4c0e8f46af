import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage, userOf } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { ContextEntity } from '../world/surfaces.ts'
import type { StoredUser } from '../world/types.ts'
import { openConversation } from './open-conversation.ts'

/** The DM between a person and an app, or `not_a_bot`. */
export function appConversation(stage: Stage, person: StoredUser, botUserId: string): { record: ChannelRecord; appId: string } {
  const { appId } = userOf(stage, person.teamId, botUserId)
  if (appId === null) throw new SlackRefusal('not_a_bot') // ours
  return { record: openConversation(stage, person.teamId, [person.id, botUserId]).record, appId }
}

const contextKey = (appId: string, userId: string) => `${appId} ${userId}`

/** What a person looks at beside an app; empty when nothing is known. */
export function contextOf(stage: Stage, appId: string, userId: string): readonly ContextEntity[] {
  return stage.state.contexts.get(contextKey(appId, userId)) ?? []
}

/** Opens one of the two tabs of an app: `app_home_opened`, for the Home tab with the view that is published. */
export function openTab(stage: Stage, person: StoredUser, botUserId: string, tab: 'messages' | 'home'): { id: string } {
  const { record, appId } = appConversation(stage, person, botUserId)
  const home = tab === 'home' ? stage.state.homes.get(contextKey(appId, person.id)) : undefined
  const entities = contextOf(stage, appId, person.id)
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: record.channel.id,
    tab,
    ...(home ? { view: home } : {}),
    ...(entities.length > 0 ? { context: { entities } } : {}),
    event_ts: nowTs(stage),
  }
  stage.emit({ teamId: person.teamId, channelId: record.channel.id, event, onlyApp: appId })
  return { id: record.channel.id }
}

/** A person looks at a channel beside an agent: `app_context_changed`, once for each change. Apps that are no agents hear nothing. */
export function changeContext(stage: Stage, person: StoredUser, botUserId: string, channelId: string): void {
  const { record, appId } = appConversation(stage, person, botUserId)
  if (!stage.state.apps.get(appId)?.agentView) return
  if (contextOf(stage, appId, person.id)[0]?.value === channelId) return
  const entities: ContextEntity[] = [{ type: 'slack#/types/channel_id', value: channelId, team_id: person.teamId }]
  stage.state.contexts.set(contextKey(appId, person.id), entities)
  const event = { type: 'app_context_changed', user: person.id, channel: record.channel.id, context: { entities }, event_ts: nowTs(stage) }
  stage.emit({ teamId: person.teamId, channelId: record.channel.id, event, onlyApp: appId })
}
