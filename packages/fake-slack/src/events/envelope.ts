import type { Emission, Stage } from '../stage.ts'
import type { StoredInstallation } from '../world/types.ts'
import type { Hearing } from './audience.ts'

/** One entry of `authorizations`. */
export function authorizationOf(installation: StoredInstallation): Record<string, unknown> {
  return {
    enterprise_id: installation.enterpriseId,
    team_id: installation.teamId,
    user_id: installation.botUserId,
    is_bot: true,
    is_enterprise_install: installation.enterpriseId !== null,
  }
}

/** Whom an event went to, as the opaque `event_context` of its envelope holds it. */
interface EventContext {
  appId: string
  eventId: string
  teamIds: readonly string[]
}

function contextText({ appId, eventId, teamIds }: EventContext): string {
  return `4-${Buffer.from(JSON.stringify([appId, eventId, teamIds])).toString('base64url')}`
}

/** What an `event_context` stands for; null for text that is none. */
export function readEventContext(text: string): EventContext | null {
  try {
    const [appId, eventId, teamIds] = JSON.parse(Buffer.from(text.slice(2), 'base64url').toString('utf8')) as [string, string, string[]]
    const context = { appId, eventId, teamIds }
    return contextText(context) === text ? context : null
  } catch {
    return null
  }
}

/** The full envelope of one event for one app. `authorizations` names only the installation that it is addressed to. */
export function envelopeOf(stage: Stage, hearing: Hearing, emission: Emission, eventId: string): Record<string, unknown> {
  const { installation, teamIds } = hearing
  const { appId, teamId } = installation
  return {
    token: 'legacy-verification-token',
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: installation.enterpriseId,
    api_app_id: appId,
    event: emission.event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(stage.clock.nowMs() / 1000),
    authorizations: [authorizationOf(installation)],
    is_ext_shared_channel: (stage.state.channels.get(emission.channelId ?? '')?.channel.sharedWith.length ?? 0) > 0,
    event_context: contextText({ appId, eventId, teamIds }),
  }
}

/** What an app hears instead of the events it loses: top-level, no event_callback, once for each minute of loss. */
export function rateLimitNotice(lost: { appId: string; teamId: string }, minute: number): Record<string, unknown> {
  return {
    token: 'legacy-verification-token',
    type: 'app_rate_limited',
    team_id: lost.teamId,
    minute_rate_limited: minute * 60,
    api_app_id: lost.appId,
  }
}
