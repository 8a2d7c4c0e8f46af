import type { TeamId, UserId } from '@backscroll/core'
import { z } from 'zod'
import { optionalId, optionalTeam, teamField, userField, words } from './fields.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** Who did something in which workspace. The person may belong to another workspace than the tenant. */
export interface InteractionOrigin {
  /** The tenant: the workspace that the app is installed in. */
  teamId: TeamId
  appId: string | null
  userId: UserId
  /** Differs from `teamId` when an outsider presses in a shared channel. */
  userTeamId: TeamId | null
  /** Opens a dialog, once, within three seconds. */
  triggerId: string
}

const originFields = z.looseObject({
  team: z.looseObject({ id: teamField }),
  user: z.looseObject({ id: userField, team_id: optionalTeam }),
  api_app_id: optionalId,
  trigger_id: words,
})

/**
 * Reads what every interaction carries. A view that somebody opened in a shared channel names the workspace of the installation itself.
 * @throws InvalidInputError when the tenant or the person is missing.
 */
export function interactionOrigin(payload: unknown): InteractionOrigin {
  const body = recordOf(payload)
  const installedIn = recordOf(body.view).app_installed_team_id
  const team = typeof installedIn === 'string' && installedIn.startsWith('T') ? { id: installedIn } : body.team
  const read = parseAs(originFields, { ...body, team }, 'The interaction')
  return {
    teamId: read.team.id,
    appId: read.api_app_id,
    userId: read.user.id,
    userTeamId: read.user.team_id,
    triggerId: read.trigger_id.slice(0, 200),
  }
}
