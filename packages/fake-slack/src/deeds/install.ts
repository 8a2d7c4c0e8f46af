import { issueToken } from '../oauth/tokens.ts'
import { SlackRefusal } from '../refusal.ts'
import { freshId, type Stage } from '../stage.ts'
import { addUser, type State } from '../world/state.ts'
import type { StoredApp, StoredInstallation, StoredUser } from '../world/types.ts'
import { addQuietly } from './membership.ts'

/** An app by its id, or `invalid_app_id`. */
export function appOf(stage: Stage, appId: string): StoredApp {
  const app = stage.state.apps.get(appId)
  if (!app) throw new SlackRefusal('invalid_app_id')
  return app
}

/** The installation of an app in a workspace, ended or not. */
export function installationOf(state: State, appId: string, teamId: string): StoredInstallation | undefined {
  return state.installations.find((one) => one.appId === appId && one.teamId === teamId)
}

function newBot(stage: Stage, app: StoredApp, teamId: string, botId: string): StoredUser {
  const bot: StoredUser = {
    id: freshId(stage, 'U'),
    teamId,
    name: app.botName,
    realName: app.name,
    displayName: app.botName,
    title: '',
    tz: 'America/Los_Angeles',
    email: null,
    isAdmin: false,
    isOwner: false,
    isGuest: false,
    isBot: true,
    deleted: false,
    botId,
    appId: app.id,
  }
  addUser(stage.state, bot)
  return bot
}

function autoJoin(stage: Stage, app: StoredApp, installation: StoredInstallation): void {
  const wanted = new Set(app.autoJoinChannels ?? [])
  for (const record of stage.state.channelsByTeam.get(installation.teamId) ?? []) {
    const { channel } = record
    if (channel.kind !== 'channel') continue
    const isPublic = app.autoJoinPublic === true && !channel.isPrivate && !channel.isArchived
    if (isPublic || wanted.has(channel.id) || wanted.has(channel.name)) addQuietly(record, installation.botUserId)
  }
}

/** Installs an app, or adds scopes to an installation. The bot user keeps its ids; its token lives until it is revoked. */
export function installApp(
  stage: Stage,
  app: StoredApp,
  wish: { teamId: string; installerId: string; scopes: readonly string[] },
): StoredInstallation {
  const { teamId, installerId } = wish
  let installation = installationOf(stage.state, app.id, teamId)
  if (installation) {
    installation.installerId = installerId
    installation.scopes = [...new Set([...(installation.isActive ? installation.scopes : []), ...wish.scopes])]
    if (!installation.isActive || app.tokenRotation) installation.botToken = issueToken(stage, app, teamId).token
    installation.isActive = true
    const bot = stage.state.users.get(installation.botUserId)
    if (bot) bot.deleted = false
  } else {
    const botId = freshId(stage, 'B')
    const bot = newBot(stage, app, teamId, botId)
    const { token: botToken } = issueToken(stage, app, teamId)
    installation = {
      appId: app.id,
      teamId,
      installerId,
      botUserId: bot.id,
      botId,
      botToken,
      scopes: [...new Set(wish.scopes)],
      isActive: true,
      enterpriseId: null,
    }
    stage.state.installations.push(installation)
  }
  autoJoin(stage, app, installation)
  stage.changed({ teamId, kind: 'install' })
  return installation
}
