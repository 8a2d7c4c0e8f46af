import { installationOf } from '../deeds/install.ts'
import type { Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredInstallation, StoredUser } from '../world/types.ts'

type Wire = Record<string, unknown>

/** Slack's name of a place in payloads: private ones keep theirs. */
export function placeName({ channel }: ChannelRecord): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.isPrivate ? 'privategroup' : channel.name
}

/** The place of an interaction. */
export const placeField = (record: ChannelRecord): Wire => ({ id: record.channel.id, name: placeName(record) })

/** The workspace of an installation as every interaction names it. Under an org-wide installation the organization too. */
export function teamFields(stage: Stage, { appId, teamId }: Pick<StoredInstallation, 'appId' | 'teamId'>): Wire {
  const enterpriseId = installationOf(stage.state, appId, teamId)?.enterpriseId ?? null
  const org = enterpriseId === null ? {} : { enterprise_id: enterpriseId, enterprise_name: enterpriseId }
  return {
    token: 'legacy-verification-token',
    team: { id: teamId, domain: stage.state.workspaces.get(teamId)?.domain ?? '', ...org },
    enterprise: enterpriseId === null ? null : { id: enterpriseId, name: enterpriseId },
    is_enterprise_install: enterpriseId !== null,
  }
}

/** Who did it. The person's own workspace is not always that of the installation. */
export const personField = ({ id, name, teamId }: StoredUser): Wire => ({ id, username: name, name, team_id: teamId })
