import type { Stage } from '../stage.ts'
import { lowerBound, threadSummaryOf } from './channel-log.ts'
import { teamsOf } from './state.ts'
import { surfacesOf } from './surface-view.ts'
import type { World } from './types.ts'

function unreadOf(stage: Stage, channelId: string, userId: string): { count: number; lastReadTs: string } {
  const record = stage.state.channels.get(channelId)
  const lastReadTs = record?.lastRead.get(userId) ?? '0000000000.000000'
  if (!record?.members.has(userId)) return { count: 0, lastReadTs }
  const newer = record.log.top.slice(lowerBound(record.log.top, lastReadTs))
  return { count: newer.filter((message) => message.ts > lastReadTs && message.user !== userId).length, lastReadTs }
}

/** Whether a person may see that a channel exists. */
export function canSee(stage: Stage, channelId: string, userId: string): boolean {
  const record = stage.state.channels.get(channelId)
  const user = stage.state.users.get(userId)
  if (!record || !user || !teamsOf(record.channel).includes(user.teamId)) return false
  return record.members.has(userId) || (!record.channel.isPrivate && record.channel.kind === 'channel' && !user.isGuest)
}

/** The permalink of a message, whether or not it exists; of a shared channel under the domain of `teamId`, else of its host. */
export function permalinkOf(stage: Stage, channelId: string, ts: string, teamId?: string): string {
  const record = stage.state.channels.get(channelId)
  const domain = stage.state.workspaces.get(teamId ?? record?.channel.teamId ?? '')?.domain ?? ''
  const threadTs = record?.log.byTs.get(ts)?.threadTs
  const reply = threadTs ? `?thread_ts=${threadTs}&cid=${channelId}` : ''
  return `${stage.url()}/${domain}/archives/${channelId}/p${ts.replace('.', '')}${reply}`
}

/** Read access to a stage. */
export function worldOf(stage: Stage): World {
  const record = (channelId: string) => stage.state.channels.get(channelId)
  return {
    workspaces: () => [...stage.state.workspaces.values()],
    workspace: (teamId) => stage.state.workspaces.get(teamId),
    workspaceByDomain: (domain) => [...stage.state.workspaces.values()].find((workspace) => workspace.domain === domain),
    users: (teamId) => stage.state.usersByTeam.get(teamId) ?? [],
    user: (userId) => stage.state.users.get(userId),
    channels: (teamId) => (stage.state.channelsByTeam.get(teamId) ?? []).map((one) => one.channel),
    channel: (channelId) => record(channelId)?.channel,
    isMember: (channelId, userId) => record(channelId)?.members.has(userId) ?? false,
    canSee: (channelId, userId) => canSee(stage, channelId, userId),
    history: (channelId) => record(channelId)?.log.top ?? [],
    thread(channelId, threadTs) {
      const log = record(channelId)?.log
      const root = log?.byTs.get(threadTs)
      return [...(root ? [root] : []), ...(log?.threads.get(threadTs) ?? [])]
    },
    message: (channelId, ts) => record(channelId)?.log.byTs.get(ts),
    threadSummary(channelId, ts) {
      const log = record(channelId)?.log
      return log ? threadSummaryOf(log, ts) : null
    },
    ephemerals: (channelId, userId) => record(channelId)?.ephemerals.get(userId) ?? [],
    unread: (channelId, userId) => unreadOf(stage, channelId, userId),
    markRead(channelId, userId, ts) {
      const found = record(channelId)
      if (!found || (found.lastRead.get(userId) ?? '') >= ts) return
      found.lastRead.set(userId, ts)
      stage.changed({ teamId: found.channel.teamId, channelId, kind: 'read' })
    },
    ...surfacesOf(stage),
    home: (appId, userId) => stage.state.homes.get(`${appId} ${userId}`),
    apps: () => [...stage.state.apps.values()],
    app: (appId) => stage.state.apps.get(appId),
    installations: (teamId) => stage.state.installations.filter((one) => !teamId || one.teamId === teamId),
    permalink: (channelId, ts, teamId) => permalinkOf(stage, channelId, ts, teamId),
    onChange(listener) {
      stage.listeners.add(listener)
      return () => stage.listeners.delete(listener)
    },
  }
}
