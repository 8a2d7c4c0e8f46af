import { SlackRefusal } from '../refusal.ts'
import { type Stage, userOf } from '../stage.ts'
import { botProfileOf } from '../wire/message.ts'
import { wireUser } from '../wire/user.ts'
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

/** A person of another workspace: met in a shared channel, or a stranger who has left what they wrote. Undefined for anybody else. */
function externalUser(stage: Stage, teamId: string, userId: string): Record<string, unknown> | undefined {
  const user = stage.state.users.get(userId)
  const records = stage.state.channelsByTeam.get(teamId) ?? []
  const isMet = records.some((record) => record.channel.sharedWith.length > 0 && record.members.has(userId))
  const hasWritten = () => records.some((record) => [...record.log.byTs.values()].some((message) => message.user === userId))
  if (!user || user.teamId === teamId || !(isMet || hasWritten())) return undefined
  return { ...wireUser(stage, user, { withEmail: false }), is_stranger: !isMet }
}

function userGroups(stage: Stage, { args, caller }: Call): Record<string, unknown> {
  const groups = [...stage.state.userGroups.values()].filter(({ teamId }) => teamId === caller.installation.teamId)
  const isWhole = args.flag('include_users')
  return {
    usergroups: groups.map(({ id, teamId, name, handle, users }) => ({
      id,
      team_id: teamId,
      is_usergroup: true,
      name,
      description: '',
      handle,
      is_external: false,
      date_delete: 0,
      user_count: users.length,
      ...(isWhole ? { users } : {}),
    })),
  }
}

/** users.list, users.info, usergroups.list, team.info and bots.info. */
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
      const { teamId } = call.caller.installation
      const userId = call.args.needed('user')
      const external = externalUser(stage, teamId, userId)
      return { user: external ?? wireUser(stage, userOf(stage, teamId, userId), emailRight(call)) }
    },
  },
  'usergroups.list': { perMinute: TIER.two, scopes: ['usergroups:read'], run: userGroups },
  'team.info': { perMinute: TIER.three, scopes: ['team:read'], run: teamInfo },
  'bots.info': { perMinute: TIER.three, scopes: ['users:read'], run: botInfo },
}
