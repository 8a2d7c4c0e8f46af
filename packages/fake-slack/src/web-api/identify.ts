import { installationOf } from '../deeds/install.ts'
import { isExpired } from '../oauth/tokens.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { Caller } from './method.ts'

/** The caller behind a token. `not_authed` without one; text that is no token of ours is `invalid_auth`. */
export function identify(stage: Stage, token: string | undefined): Caller {
  if (!token) throw new SlackRefusal('not_authed')
  const known = stage.state.tokens.get(token)
  if (!known) throw new SlackRefusal('invalid_auth')
  if (isExpired(stage, known)) throw new SlackRefusal('token_expired')
  if (known.state === 'revoked') throw new SlackRefusal('token_revoked')
  if (known.state === 'uninstalled') throw new SlackRefusal('account_inactive')
  const installation = installationOf(stage.state, known.appId, known.teamId)
  const app = installation && stage.state.apps.get(installation.appId)
  const bot = installation && stage.state.users.get(installation.botUserId)
  if (!installation || !app || !bot) throw new SlackRefusal('invalid_auth')
  return { app, installation, bot, token: known }
}
