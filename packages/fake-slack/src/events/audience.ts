import type { Emission, Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
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
  app_uninstalled: null,
  tokens_revoked: null,
}

function neededScope(type: string, record: ChannelRecord): string {
  if (type === 'message') return scopeFor(record, 'history')
  if (type === 'app_mention') return 'app_mentions:read'
  if (type.startsWith('reaction_')) return 'reactions:read'
  return scopeFor(record, 'read')
}

function hears(stage: Stage, installation: StoredInstallation, emission: Emission): boolean {
  const type = String(emission.event.type)
  const workspaceScope = WORKSPACE_SCOPES[type]
  if (workspaceScope !== undefined) return workspaceScope === null || installation.scopes.includes(workspaceScope)
  const record = emission.channelId === null ? undefined : stage.state.channels.get(emission.channelId)
  if (!record?.members.has(installation.botUserId)) return false
  return installation.scopes.includes(neededScope(type, record))
}

/** The installations that Slack would tell of an event: right workspace, right scope, and inside where that is needed. */
export function audienceOf(stage: Stage, emission: Emission): StoredInstallation[] {
  return stage.state.installations.filter((installation) => {
    if (installation.teamId !== emission.teamId) return false
    if (emission.onlyApp !== undefined && installation.appId !== emission.onlyApp) return false
    const isFarewell = emission.event.type === 'app_uninstalled' || emission.event.type === 'tokens_revoked'
    if (!installation.isActive && !isFarewell) return false
    return emission.toAll === true || hears(stage, installation, emission)
  })
}
