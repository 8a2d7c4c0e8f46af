import { SlackRefusal } from '../refusal.ts'
import { type Stage, userOf } from '../stage.ts'
import { botProfileOf } from '../wire/message.ts'
import { wireUser } from '../wire/user.ts'
import type { StoredUser } from '../world/types.ts'
import { type Call, type Methods, TIER } from './method.ts'
import { pageOf } from './page.ts'

function emailRight(call: Call): { withEmail: boolean } {
  return { withEmail: call.caller.installation.scopes.includes('users:read.email') }
}

function teamInfo(stage: Stage, { args, caller }: Call): Record<string, unknown> {
  const teamId = args.text('team') ?? caller.installation.teamId
  const workspace = teamId === caller.installation.teamId ? stage.state.workspaces.get(teamId) : undefined
  if (!workspace) throw new SlackRefusal('team_not_found')
  const url = `${stage.url()}/${workspace.domain}/`
  const icon = { image_default: true, image_34: `${stage.url()}/img/team.png` }
  return { team: { id: workspace.id, name: workspace.name, url, domain: workspace.domain, email_domain: '', icon } }
}

function botInfo(stage: Stage, { args, caller }: Call): Record<string, unknown> {
  const botId = args.text('bot') ?? caller.installation.botId
  const { teamId } = caller.installation
  const profile = botProfileOf(stage, botId)
  const installation = stage.state.installations.find((one) => one.botId === botId && one.teamId === teamId)
  if (!profile || !installation) throw new SlackRefusal('bot_not_found')
  const { team_id: _teamId, ...bot } = profile
  return { bot: { ...bot, user_id: installation.botUserId } }
}

/** A person of the workspace, or one that it meets in a shared channel. */
function knownUser(stage: Stage, { args, caller }: Call): StoredUser {
  const userId = args.needed('user')
  const { teamId } = caller.installation
  const isMet = (stage.state.channelsByTeam.get(teamId) ?? []).some(
    (record) => record.channel.sharedWith.length > 0 && record.members.has(userId),
  )
  const user = isMet ? stage.state.users.get(userId) : undefined
  return user ?? userOf(stage, teamId, userId)
}

/** users.list, users.info, team.info and bots.info. */
export const peopleMethods: Methods = {
  'users.list': {
    perMinute: TIER.two,
    scopes: ['users:read'],
    run(stage, call) {
      const users = stage.state.usersByTeam.get(call.caller.installation.teamId) ?? []
      const page = pageOf(call.args, users, { kind: 'user', keyOf: (user) => user.id, fallback: 1000 })
      const members = page.items.map((user) => wireUser(stage, user, emailRight(call)))
      return { members, cache_ts: Math.floor(stage.clock.nowMs() / 1000), response_metadata: page.response_metadata }
    },
  },
  'users.info': {
    perMinute: TIER.four,
    scopes: ['users:read'],
    run(stage, call) {
      const user = knownUser(stage, call)
      const isExternal = user.teamId !== call.caller.installation.teamId
      if (isExternal) return { user: { ...wireUser(stage, user, { withEmail: false }), is_stranger: false } }
      return { user: wireUser(stage, user, emailRight(call)) }
    },
  },
  'team.info': { perMinute: TIER.three, scopes: ['team:read'], run: teamInfo },
  'bots.info': { perMinute: TIER.three, scopes: ['users:read'], run: botInfo },
}
