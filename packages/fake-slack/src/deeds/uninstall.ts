import { tokensOf } from '../oauth/tokens.ts'
import type { Stage } from '../stage.ts'
import type { StoredInstallation } from '../world/types.ts'

interface Farewell {
  order: 'uninstalled-first' | 'revoked-first'
  tokenState: 'revoked' | 'uninstalled'
}

/** Ends an installation: its token dies, its bot leaves the workspace without notices, and the app hears of both. */
export function uninstallApp(stage: Stage, installation: StoredInstallation, farewell: Farewell): void {
  const { appId, teamId, botUserId } = installation
  installation.isActive = false
  for (const token of tokensOf(stage, appId, teamId)) if (token.state === 'live') token.state = farewell.tokenState
  const bot = stage.state.users.get(botUserId)
  if (bot) bot.deleted = true
  for (const record of stage.state.channelsByTeam.get(teamId) ?? []) {
    if (record.channel.kind !== 'channel' || !record.members.delete(botUserId)) continue
    record.channel.members = record.channel.members.filter((member) => member !== botUserId)
  }
  stage.changed({ teamId, kind: 'install' })
  const events = [{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUserId] } }]
  if (farewell.order === 'revoked-first') events.reverse()
  for (const event of events) stage.emit({ teamId, channelId: null, event, onlyApp: appId })
}
