import type { Emission, Stage } from '../stage.ts'
import type { StoredInstallation } from '../world/types.ts'

/** The full envelope of one event for one installation. */
export function envelopeOf(stage: Stage, installation: StoredInstallation, emission: Emission, eventId: string): Record<string, unknown> {
  const context = Buffer.from(JSON.stringify([emission.teamId, emission.channelId, eventId])).toString('base64url')
  return {
    token: 'legacy-verification-token',
    team_id: emission.teamId,
    context_team_id: emission.teamId,
    context_enterprise_id: installation.enterpriseId,
    api_app_id: installation.appId,
    event: emission.event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(stage.clock.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: installation.enterpriseId,
        team_id: emission.teamId,
        user_id: installation.botUserId,
        is_bot: true,
        is_enterprise_install: installation.enterpriseId !== null,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${context}`,
  }
}
