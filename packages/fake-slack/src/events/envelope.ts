import type { Emission, Stage } from '../stage.ts'
import type { StoredInstallation } from '../world/types.ts'

/** The full envelope of one event for one installation. */
export function envelopeOf(stage: Stage, installation: StoredInstallation, emission: Emission, eventId: string): Record<string, unknown> {
  const context = Buffer.from(JSON.stringify([emission.teamId, emission.channelId, eventId])).toString('base64url')
  return {
    token: 'legacy-verification-token',
    team_id: emission.teamId,
    context_team_id: emission.teamId,
    context_enterprise_id: null,
    api_app_id: installation.appId,
    event: emission.event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(stage.clock.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: emission.teamId,
        user_id: installation.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${context}`,
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
