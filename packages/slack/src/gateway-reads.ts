import { SlackRefusedError } from '@backscroll/core'
import { z } from 'zod'
import { channelRecord } from './channel-record.ts'
import { channelField, flag, optionalId, optionalTeam, optionalTs, optionalWords, teamField, tsField, userField, words } from './fields.ts'
import { recordOf, textOf } from './loose.ts'
import type { SlackCall } from './slack-call.ts'
import { misshapen } from './slack-error.ts'
import type { MessagePage, SlackGateway } from './slack-gateway.ts'
import { userRecord } from './user-record.ts'

/** Slack takes at most 1,000; fewer calls keep large workspaces within the limits per minute. */
const PAGE = 1_000
const TEAMS_PAGE = 100
const metadata = z.preprocess(recordOf, z.looseObject({ next_cursor: optionalWords, scopes: z.array(z.string()).catch([]) }))
const listOfAnything = z.array(z.unknown())
const identity = z.looseObject({
  team_id: optionalTeam.catch(null),
  team: words,
  url: z.url({ protocol: /^https?$/ }),
  enterprise_id: optionalId,
  user_id: userField,
  bot_id: optionalId,
  app_id: optionalId,
  response_metadata: metadata,
})
const team = z.looseObject({
  team: z.looseObject({
    id: teamField,
    name: words,
    domain: words,
    email_domain: optionalWords,
    enterprise_id: optionalId,
    icon: z
      .unknown()
      .optional()
      .transform((icon) => textOf(recordOf(icon).image_132) || null),
  }),
})
const teamPage = z.looseObject({ teams: z.array(z.looseObject({ id: teamField })), response_metadata: metadata })
const channelPage = z.looseObject({ channels: listOfAnything, response_metadata: metadata })
const oneChannel = z.looseObject({ channel: z.unknown() })
const oneUser = z.looseObject({ user: z.unknown() })
const memberPage = z.looseObject({ members: z.array(userField), response_metadata: metadata })
const userPage = z.looseObject({ members: listOfAnything, response_metadata: metadata })
const groupList = z.looseObject({ usergroups: listOfAnything })
const group = z.looseObject({ id: words, name: words, handle: optionalWords, users: z.array(userField).optional() })
const messagePage = z.looseObject({ messages: listOfAnything, has_more: flag, is_limited: flag, response_metadata: metadata })

type Reads = Pick<
  SlackGateway,
  | 'authTest'
  | 'teamInfo'
  | 'grantedTeams'
  | 'channels'
  | 'channel'
  | 'channelMembers'
  | 'user'
  | 'users'
  | 'userGroups'
  | 'history'
  | 'replies'
  | 'permalink'
>

/** The methods that change nothing in Slack. */
export function gatewayReads(call: SlackCall, teamId?: string): Reads {
  let channelTypes = 'public_channel,private_channel'
  const listChannels = (cursor: string | undefined) =>
    call('conversations.list', { types: channelTypes, limit: PAGE, ...(cursor && { cursor }) }, channelPage)

  return {
    async authTest() {
      const read = await call('auth.test', {}, identity)
      return {
        teamId: read.team_id,
        teamName: read.team,
        teamUrl: read.url,
        enterpriseId: read.enterprise_id,
        botUserId: read.user_id,
        botId: read.bot_id,
        appId: read.app_id,
        scopes: read.response_metadata.scopes.filter((scope) => scope !== ''),
      }
    },
    async teamInfo() {
      const { team: read } = await call('team.info', teamId === undefined ? {} : { team: teamId }, team)
      const { id, name, domain } = read
      return { teamId: id, name, domain, emailDomain: read.email_domain, iconUrl: read.icon, enterpriseId: read.enterprise_id }
    },
    async grantedTeams(cursor) {
      const page = await call('auth.teams.list', { limit: TEAMS_PAGE, ...(cursor && { cursor }) }, teamPage)
      return { teamIds: page.teams.map(({ id }) => id), nextCursor: page.response_metadata.next_cursor }
    },
    async channels(cursor) {
      const page = await listChannels(cursor).catch((error: unknown) => {
        if (!(error instanceof SlackRefusedError && error.reason === 'missing_scope') || channelTypes === 'public_channel') throw error
        channelTypes = 'public_channel'
        return listChannels(cursor)
      })
      const channels = readAll('conversations.list', page.channels, channelRecord).filter((channel) => channel !== null)
      return { channels, nextCursor: page.response_metadata.next_cursor }
    },
    async channel(channelId) {
      try {
        const read = await call('conversations.info', { channel: channelId, include_num_members: true }, oneChannel)
        return readAll('conversations.info', [read.channel], channelRecord)[0] ?? null
      } catch (error) {
        if (error instanceof SlackRefusedError && error.reason === 'channel_not_found') return null
        throw error
      }
    },
    async channelMembers(channelId, cursor) {
      const page = await call('conversations.members', { channel: channelId, limit: PAGE, ...(cursor && { cursor }) }, memberPage)
      return { userIds: page.members, nextCursor: page.response_metadata.next_cursor }
    },
    async user(userId) {
      const read = await call('users.info', { user: userId }, oneUser)
      try {
        return userRecord(read.user)
      } catch (error) {
        throw misshapen('users.info', error)
      }
    },
    async users(cursor) {
      const page = await call('users.list', { limit: PAGE, ...(cursor && { cursor }) }, userPage)
      return { users: readAll('users.list', page.members, userRecord), nextCursor: page.response_metadata.next_cursor }
    },
    async userGroups() {
      const read = await call('usergroups.list', { include_users: true, include_disabled: false }, groupList)
      return readAll('usergroups.list', read.usergroups, (raw) => {
        const { id, name, handle, users } = group.parse(raw)
        return { groupId: id, name, handle: handle ?? '', userIds: users ?? [] }
      })
    },
    async history({ channelId, ...window }) {
      return readPage(await call('conversations.history', { channel: channelId, ...window }, messagePage))
    },
    async replies({ channelId, threadTs, ...window }) {
      return readPage(await call('conversations.replies', { channel: channelId, ts: threadTs, ...window }, messagePage))
    },
    async permalink(channelId, ts) {
      const schema = z.looseObject({ permalink: z.url(), channel: channelField.optional(), message_ts: tsField.optional() })
      return (await call('chat.getPermalink', { channel: channelId, message_ts: ts }, schema)).permalink
    },
  }
}

const root = z.looseObject({ ts: tsField, reply_count: z.number().int().positive(), latest_reply: optionalTs.catch(null) })

const readPage = (page: z.output<typeof messagePage>): MessagePage => ({
  messages: page.messages,
  threads: page.messages.flatMap((message) => {
    const read = root.safeParse(message)
    return read.success ? [{ ts: read.data.ts, replyCount: read.data.reply_count, latestReplyTs: read.data.latest_reply }] : []
  }),
  nextCursor: page.response_metadata.next_cursor,
  hasMore: page.has_more,
  isLimited: page.is_limited,
})

/** One odd record does not keep the others from being read; a page of nothing but odd ones is no answer of Slack's. */
function readAll<Item>(method: string, items: readonly unknown[], read: (raw: unknown) => Item): Item[] {
  const problems: unknown[] = []
  const found = items.flatMap((item) => {
    try {
      return [read(item)]
    } catch (error) {
      problems.push(error)
      return []
    }
  })
  if (items.length > 0 && problems.length === items.length) throw misshapen(method, problems[0])
  return found
}
