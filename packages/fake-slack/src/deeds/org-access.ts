import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import type { StoredInstallation } from '../world/types.ts'
import { appOf, installApp, installationOf } from './install.ts'

/** Which app of an organization, and which of its workspaces. */
export interface OrgAccess {
  appId: string
  enterpriseId: string
  teamIds: readonly string[]
}

/** The workspaces in which an org-wide installation may work now, by id. */
export function grantedTeams(stage: Stage, appId: string, enterpriseId: string): StoredInstallation[] {
  return stage.state.installations
    .filter((one) => one.appId === appId && one.isActive && one.enterpriseId === enterpriseId && one.teamId !== enterpriseId)
    .sort((a, b) => (a.teamId < b.teamId ? -1 : 1))
}

function orgInstallation(stage: Stage, { appId, enterpriseId }: OrgAccess): StoredInstallation {
  const installation = installationOf(stage.state, appId, enterpriseId)
  if (!installation?.isActive) throw new SlackRefusal('not_installed')
  return installation
}

/** An org admin opens workspaces to an org-wide app. It gets a bot in each of them and works there with the organization's token. */
export function grantAccess(stage: Stage, access: OrgAccess): void {
  const org = orgInstallation(stage, access)
  const { appId, enterpriseId, teamIds } = access
  for (const teamId of teamIds) {
    if (stage.state.workspaces.get(teamId)?.enterpriseId !== enterpriseId) throw new SlackRefusal('team_not_found')
    const installation = installApp(stage, appOf(stage, appId), { teamId, installerId: org.installerId, scopes: org.scopes })
    const own = stage.state.tokens.get(installation.botToken)
    if (own) own.state = 'revoked'
    installation.enterpriseId = enterpriseId
  }
  tell(stage, access, 'team_access_granted')
}

/** An org admin closes workspaces again; the others stay. */
export function revokeAccess(stage: Stage, access: OrgAccess): void {
  orgInstallation(stage, access)
  for (const teamId of access.teamIds) {
    const installation = installationOf(stage.state, access.appId, teamId)
    if (installation?.enterpriseId !== access.enterpriseId) throw new SlackRefusal('team_not_found')
    installation.isActive = false
    stage.changed({ teamId, kind: 'install' })
  }
  tell(stage, access, 'team_access_revoked')
}

function tell(stage: Stage, { appId, enterpriseId, teamIds }: OrgAccess, type: string): void {
  const event = { type, team_ids: [...teamIds], event_ts: nowTs(stage) }
  stage.emit({ teamId: enterpriseId, channelId: null, event, onlyApp: appId, toAll: true })
}
