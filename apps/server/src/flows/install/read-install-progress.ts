import type { TeamId } from '@backscroll/core'
import { installationsOf, messagesOf, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { channelStatuses } from '../channels/channel-status.ts'
import { pausedReason } from './paused-reason.ts'

/** How far the reading of a team is, for the page after the install. */
export interface InstallProgress {
  teamName: string
  slackUrl: string
  state: 'looking' | 'nothing-allowed' | 'reading' | 'ready' | 'paused' | 'stopped'
  /** Why a paused team is paused, for people. */
  pausedReason: string
  channels: {
    name: string
    isPrivate: boolean
    status: 'waiting' | 'reading' | 'ready' | 'blocked'
    reason: string | null
    messages: number
  }[]
  /** Channels the app is in that nobody has decided over. */
  waiting: number
  /** Messages that can be searched now. */
  messages: number
}

/** Reads the allowed channels with their counts; names of private ones are not for whoever holds the page. */
export async function readInstallProgress(ctx: Context, teamId: TeamId): Promise<InstallProgress> {
  return ctx.db.withTenant(teamId, async (tx) => {
    const team = await teamsOf(tx).get()
    const isActive = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
    const all = await channelStatuses(tx)
    const counts = new Map((await messagesOf(tx).counts()).map((row) => [row.channelId, row.messages]))
    const channels = all.flatMap(({ channelId, name, isPrivate, status, reason }) =>
      status === 'not-read' ? [] : [{ name: isPrivate ? '' : name, isPrivate, status, reason, messages: counts.get(channelId) ?? 0 }],
    )
    const dirty = await messagesOf(tx).countDirty()
    const busy = dirty > 0 || channels.some((channel) => channel.status === 'waiting' || channel.status === 'reading')
    return {
      teamName: team?.name ?? 'your workspace',
      slackUrl: team?.url ?? 'https://slack.com/',
      pausedReason: pausedReason(team?.pausedReason ?? null),
      state: stateOf({
        isActive,
        isPaused: team?.state === 'paused',
        isLooking: team?.state === 'installing',
        isEmpty: channels.length === 0,
        busy,
      }),
      channels,
      waiting: all.filter((channel) => channel.policy === 'pending' && channel.botIsMember).length,
      messages: Math.max(0, channels.reduce((sum, channel) => sum + channel.messages, 0) - dirty),
    }
  })
}

function stateOf(facts: {
  isActive: boolean
  isPaused: boolean
  isLooking: boolean
  isEmpty: boolean
  busy: boolean
}): InstallProgress['state'] {
  if (!facts.isActive) return facts.isPaused ? 'paused' : 'stopped'
  if (facts.isLooking) return 'looking'
  if (facts.isEmpty) return 'nothing-allowed'
  return facts.busy ? 'reading' : 'ready'
}
