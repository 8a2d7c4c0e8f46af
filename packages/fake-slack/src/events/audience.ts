import type { Emission, Stage } from '../stage.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'
import type { StoredInstallation } from '../world/types.ts'

/** The scope that opens a conversation of some kind to an app. */
export function scopeFor(record: ChannelRecord, verb: 'read' | 'history' | 'write'): string {
  const { kind, isPrivate } = record.channel
  if (kind !== 'channel') return `${kind}:${verb}`
  return `${isPrivate ? 'groups' : 'channels'}:${verb}`
}

/** Events that need one scope and no membership. */
const WORKSPACE_SCOPES: Record<string, string | null> = {
  channel_created: 'channels:read',
  channel_rename: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  group_left: 'groups:read',
  team_join: 'users:read',
  user_change: 'users:read',
  team_rename: 'team:read',
  team_domain_change: 'team:read',
  app_home_opened: null,
  app_context_changed: 'assistant:write',
  app_uninstalled: null,
  tokens_revoked: null,
}

/** Events of a public channel that need no membership; of a private one they do. */
const SEEN_FROM_OUTSIDE = new Set(['channel_shared', 'channel_unshared', 'channel_id_changed'])

function neededScope(type: string, record: ChannelRecord): string {
  if (type === 'message') return scopeFor(record, 'history')
  if (type === 'app_mention') return 'app_mentions:read'
  if (type.startsWith('reaction_')) return 'reactions:read'
  if (type.startsWith('pin_')) return 'pins:read'
  if (type.endsWith('_history_changed')) return scopeFor(record, 'history')
  return scopeFor(record, 'read')
}

function hears(stage: Stage, installation: StoredInstallation, emission: Emission): boolean {
  const type = String(emission.event.type)
  const workspaceScope = WORKSPACE_SCOPES[type]
  if (workspaceScope !== undefined) return workspaceScope === null || installation.scopes.includes(workspaceScope)
  const record = emission.channelId === null ? undefined : stage.state.channels.get(emission.channelId)
  if (record && SEEN_FROM_OUTSIDE.has(type) && !record.channel.isPrivate) return installation.scopes.includes('channels:read')
  if (!record?.members.has(installation.botUserId)) return false
  return installation.scopes.includes(neededScope(type, record))
}

/** One delivery: the installation it is addressed to, and every workspace that is authorised to see the event, that one first. */
export interface Hearing {
  installation: StoredInstallation
  teamIds: readonly string[]
}

function mayHear(stage: Stage, installation: StoredInstallation, emission: Emission): boolean {
  if (emission.onlyApp !== undefined && installation.appId !== emission.onlyApp) return false
  if (emission.onlyTeam !== undefined && installation.teamId !== emission.onlyTeam) return false
  const isFarewell = emission.event.type === 'app_uninstalled' || emission.event.type === 'tokens_revoked'
  if (!installation.isActive && !isFarewell) return false
  return emission.toAll === true || hears(stage, installation, emission)
}

/**
 * Whom Slack would tell of an event: right workspace, right scope, and inside where that is needed. An app that is installed in several
 * workspaces of a shared channel is told once.
 */
export function audienceOf(stage: Stage, emission: Emission): Hearing[] {
  const record = emission.channelId === null ? undefined : stage.state.channels.get(emission.channelId)
  const teamIds = record ? teamsOf(record.channel) : [emission.teamId]
  const byApp = new Map<string, { installation: StoredInstallation; teamIds: string[] }>()
  for (const installation of stage.state.installations) {
    if (!teamIds.includes(installation.teamId) || !mayHear(stage, installation, emission)) continue
    const known = byApp.get(installation.appId)
    if (known) known.teamIds.push(installation.teamId)
    else byApp.set(installation.appId, { installation, teamIds: [installation.teamId] })
  }
  return [...byApp.values()]
}
