import { installationOf } from '../deeds/install.ts'
import { isExpired } from '../oauth/tokens.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredToken } from '../world/state.ts'
import type { StoredInstallation } from '../world/types.ts'
import type { Caller } from './method.ts'

/** The caller behind a token. `not_authed` without one; text that is no token of ours is `invalid_auth`. */
export function identify(stage: Stage, token: string | undefined, fields: Record<string, unknown> = {}): Caller {
  if (!token) throw new SlackRefusal('not_authed')
  const known = stage.state.tokens.get(token)
  if (!known) throw new SlackRefusal('invalid_auth')
  if (isExpired(stage, known)) throw new SlackRefusal('token_expired')
  if (known.state === 'revoked') throw new SlackRefusal('token_revoked')
  if (known.state === 'uninstalled') throw new SlackRefusal('account_inactive')
  const installation = installationFor(stage, known, fields)
  const app = installation && stage.state.apps.get(installation.appId)
  const bot = installation && stage.state.users.get(installation.botUserId)
  if (!installation || !app || !bot) throw new SlackRefusal('invalid_auth')
  return { app, installation, bot, token: known }
}

/** The workspace that a call names: itself, by a channel, by what a person pressed, or by the view or the person it is about. */
function teamNamed(stage: Stage, fields: Record<string, unknown>): string | undefined {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const { state } = stage
  return (
    text('team_id') ||
    state.channels.get(text('channel') || text('channel_id'))?.channel.teamId ||
    state.triggers.get(text('trigger_id'))?.teamId ||
    state.views.get(text('view_id'))?.teamId ||
    state.users.get(text('user_id'))?.teamId
  )
}

/** An org-wide token works in the workspace that the call names; without any it stands for the organization. */
function installationFor(stage: Stage, token: StoredToken, fields: Record<string, unknown>): StoredInstallation | undefined {
  const own = installationOf(stage.state, token.appId, token.teamId)
  if (own?.enterpriseId !== own?.teamId) return own
  const teamId = teamNamed(stage, fields)
  if (teamId === undefined) return own
  const granted = installationOf(stage.state, token.appId, teamId)
  if (!granted?.isActive || granted.enterpriseId !== own?.enterpriseId) throw new SlackRefusal('team_access_not_granted')
  return granted
}
