import { grantedTeams } from '../deeds/org-access.ts'
import { uninstallApp } from '../deeds/uninstall.ts'
import { SlackRefusal } from '../refusal.ts'
import { type Methods, TIER } from './method.ts'

/** auth.test, auth.revoke and apps.uninstall. */
export const authMethods: Methods = {
  'auth.test': {
    perMinute: TIER.special,
    scopes: [],
    run(stage, { caller }) {
      const workspace = stage.state.workspaces.get(caller.installation.teamId)
      return {
        url: `${stage.url()}/${workspace?.domain ?? ''}/`,
        team: workspace?.name ?? '',
        user: caller.bot.name,
        team_id: caller.installation.teamId,
        user_id: caller.bot.id,
        bot_id: caller.installation.botId,
        ...(caller.installation.enterpriseId ? { enterprise_id: caller.installation.enterpriseId } : {}),
        is_enterprise_install: caller.installation.enterpriseId !== null,
      }
    },
  },
  'auth.teams.list': {
    perMinute: TIER.two,
    scopes: [],
    run(stage, { caller }) {
      const { appId, teamId, enterpriseId } = caller.installation
      const ids = enterpriseId ? grantedTeams(stage, appId, enterpriseId).map((one) => one.teamId) : [teamId]
      const teams = ids.map((id) => ({ id, name: stage.state.workspaces.get(id)?.name ?? '' }))
      return { teams, response_metadata: { next_cursor: '' } }
    },
  },
  'auth.revoke': {
    perMinute: TIER.three,
    scopes: [],
    run(stage, { args, caller }) {
      if (args.flag('test')) return { revoked: false }
      // with rotation one token ends and the installation stays
      if (caller.app.tokenRotation) caller.token.state = 'revoked'
      else uninstallApp(stage, caller.installation, { order: 'revoked-first', tokenState: 'revoked' })
      return { revoked: true }
    },
  },
  'apps.uninstall': {
    perMinute: TIER.one,
    scopes: [],
    run(stage, { args, caller }) {
      if (args.needed('client_id') !== caller.app.clientId) throw new SlackRefusal('invalid_client_id')
      if (args.needed('client_secret') !== caller.app.clientSecret) throw new SlackRefusal('bad_client_secret')
      uninstallApp(stage, caller.installation, { order: 'uninstalled-first', tokenState: 'uninstalled' })
      return {}
    },
  },
}
