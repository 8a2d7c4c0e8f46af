import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { isDomain } from '../world/seeding.ts'
import type { StoredWorkspace } from '../world/types.ts'

function teamOf(stage: Stage, teamId: string): StoredWorkspace {
  const team = stage.state.workspaces.get(teamId)
  if (!team) throw new SlackRefusal('team_not_found')
  return team
}

/** Gives a workspace another name. */
export function renameTeam(stage: Stage, teamId: string, name: string): void {
  teamOf(stage, teamId).name = name
  stage.changed({ teamId, kind: 'reset' })
  stage.emit({ teamId, channelId: null, event: { type: 'team_rename', name } })
}

/** Gives a workspace another domain: its permalinks change. */
export function changeTeamDomain(stage: Stage, teamId: string, domain: string): void {
  const team = teamOf(stage, teamId)
  const isTaken = [...stage.state.workspaces.values()].some((one) => one.domain === domain && one !== team)
  if (!isDomain(domain) || isTaken) throw new SlackRefusal('invalid_domain') // ours
  team.domain = domain
  stage.changed({ teamId, kind: 'reset' })
  stage.emit({ teamId, channelId: null, event: { type: 'team_domain_change', url: `${stage.url()}/${domain}/`, domain } })
}
