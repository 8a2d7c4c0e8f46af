import { describe, expect, test } from 'vitest'
import { app, installAtAcme, SCOPES, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

describe('tokens', () => {
  test('only a live token of an installation is accepted', async () => {
    const slack = await startAcme()
    const { botToken } = installAtAcme(slack)
    expect(await errorOf(clientFor(slack).auth.test())).toBe('not_authed')
    expect(await errorOf(clientFor(slack, 'xoxb-anything').auth.test())).toBe('invalid_auth')
    expect(await errorOf(clientFor(slack, `${botToken}x`).auth.test())).toBe('invalid_auth')
    const answer = await clientFor(slack, botToken).auth.test()
    expect(answer).toMatchObject({ ok: true, url: `${slack.url}/acme/`, team_id: 'T0ACME', user: 'backscroll' })
  })

  test('after an uninstall the token is dead, and a new installation has another one', async () => {
    const slack = await startAcme()
    const first = installAtAcme(slack)
    await slack.uninstall('T0ACME', app.id)
    expect(await errorOf(clientFor(slack, first.botToken).auth.test())).toBe('account_inactive')
    const second = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    expect(second.botToken).not.toBe(first.botToken)
    expect(second.botUserId).toBe(first.botUserId)
    expect(await clientFor(slack, second.botToken).auth.test()).toMatchObject({ ok: true })
  })

  test('auth.revoke ends the installation', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    expect(await client.auth.revoke()).toMatchObject({ revoked: true })
    expect(await errorOf(client.auth.test())).toBe('token_revoked')
  })

  test('apps.uninstall wants the credentials of the app', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const id = { client_id: app.clientId, client_secret: app.clientSecret }
    expect(await errorOf(client.apps.uninstall({ ...id, client_id: 'x' }))).toBe('invalid_client_id')
    expect(await errorOf(client.apps.uninstall({ ...id, client_secret: 'x' }))).toBe('bad_client_secret')
    expect(await client.apps.uninstall(id)).toMatchObject({ ok: true })
    expect(await errorOf(client.auth.test())).toBe('account_inactive')
  })

  test('a missing scope is named together with those that are there', async () => {
    const slack = await startAcme({ apps: [{ ...app, scopes: ['chat:write', 'channels:read'] }] })
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const refused = client.conversations.history({ channel: 'C0DEV' })
    await expect(refused).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: expect.stringContaining('channels:history'), provided: 'chat:write,channels:read' },
    })
    expect(await errorOf(client.conversations.list({ types: 'public_channel,private_channel' }))).toBe('missing_scope')
  })

  test('every answer names the scopes of the token', async () => {
    const slack = await startAcme()
    const { botToken } = installAtAcme(slack)
    const answer = await clientFor(slack, botToken).users.list({})
    expect(answer.response_metadata).toMatchObject({ scopes: SCOPES, acceptedScopes: ['users:read'] })
  })

  test('an unknown method is refused', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    expect(await errorOf(client.apiCall('conversations.nonsense'))).toBe('unknown_method')
    expect(await errorOf(client.apiCall('constructor'))).toBe('unknown_method')
  })
})

describe('conversations', () => {
  test('private channels are invisible to a bot outside of them', async () => {
    const slack = await startAcme()
    const { botToken, botUserId } = installAtAcme(slack)
    const client = clientFor(slack, botToken)
    const types = 'public_channel,private_channel'
    const names = async () => (await client.conversations.list({ types })).channels?.map((channel) => channel.name).sort()
    expect(await names()).toEqual(['dev', 'general', 'old-times'])
    expect(await errorOf(client.conversations.info({ channel: 'C0DEAL' }))).toBe('channel_not_found')
    expect(await errorOf(client.conversations.members({ channel: 'C0DEAL' }))).toBe('channel_not_found')
    expect(await errorOf(client.conversations.history({ channel: 'C0DEAL' }))).toBe('channel_not_found')
    slack.as('T0ACME', 'U0ADA').invite('C0DEAL', botUserId)
    expect(await names()).toEqual(['deal', 'dev', 'general', 'old-times'])
    expect((await client.conversations.members({ channel: 'C0DEAL' })).members).toEqual(expect.arrayContaining(['U0ADA', botUserId]))
  })

  test('another workspace does not exist for a bot', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    expect(await errorOf(client.conversations.info({ channel: 'C0GLOB' }))).toBe('channel_not_found')
    expect(await errorOf(client.users.info({ user: 'U0HANK' }))).toBe('user_not_found')
    expect(await errorOf(client.team.info({ team: 'T0GLOB' }))).toBe('team_not_found')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0GLOB', text: 'hi' }))).toBe('channel_not_found')
  })

  test('a bot reads a public channel only after joining it', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    expect(await errorOf(client.conversations.history({ channel: 'C0GEN' }))).toBe('not_in_channel')
    expect((await client.conversations.join({ channel: 'C0GEN' })).channel).toMatchObject({ id: 'C0GEN', is_member: true })
    expect((await client.conversations.join({ channel: 'C0GEN' })).warning).toBe('already_in_channel')
    expect((await client.conversations.history({ channel: 'C0GEN' })).messages?.[0]).toMatchObject({ subtype: 'channel_join' })
    expect(await errorOf(client.conversations.join({ channel: 'C0OLD' }))).toBe('is_archived')
    expect(await errorOf(client.conversations.leave({ channel: 'C0GEN' }))).toBe('cant_leave_general')
    expect(await client.conversations.leave({ channel: 'C0DEV' })).toMatchObject({ ok: true })
    expect(await errorOf(client.conversations.history({ channel: 'C0DEV' }))).toBe('not_in_channel')
  })

  test('lists come in pages and every page ends with a cursor until the last', async () => {
    const slack = await startAcme()
    const { botToken, botUserId } = installAtAcme(slack)
    const client = clientFor(slack, botToken)
    const seen: string[] = []
    for await (const page of client.paginate('users.list', { limit: 2 })) {
      seen.push(...(page as unknown as { members: { id: string }[] }).members.map((member) => member.id))
    }
    expect(seen.sort()).toEqual(['U0ADA', 'U0BOB', 'U0GUY', 'U0OLD', botUserId].sort())
    expect(await errorOf(client.users.list({ cursor: 'bm9uc2Vuc2U=' }))).toBe('invalid_cursor')
    expect(await errorOf(client.conversations.list({ limit: 5000 }))).toBe('invalid_limit')
    expect(await errorOf(client.conversations.list({ types: 'secret_channel' }))).toBe('invalid_types')
  })

  test('users.conversations hides private channels that the bot is not in', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const types = 'public_channel,private_channel'
    const { channels } = await client.users.conversations({ user: 'U0ADA', types, exclude_archived: true })
    expect(channels?.map((channel) => channel.id).sort()).toEqual(['C0DEV', 'C0GEN'])
  })

  test('a direct message is opened once and found again', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const first = await client.conversations.open({ users: 'U0BOB' })
    const again = await client.conversations.open({ users: 'U0BOB', return_im: true })
    expect(again).toMatchObject({ already_open: true, channel: { id: first.channel?.id, is_im: true, user: 'U0BOB' } })
    const posted = await client.chat.postMessage({ channel: 'U0BOB', text: 'hello' })
    expect(posted.channel).toBe(first.channel?.id)
    expect(
      slack
        .as('T0ACME', 'U0BOB')
        .history(posted.channel ?? '')
        .at(-1)?.text,
    ).toBe('hello')
    expect(() => slack.as('T0ACME', 'U0ADA').history(posted.channel ?? '')).toThrow('channel_not_found')
    expect(await errorOf(client.conversations.open({ users: 'U0OLD' }))).toBe('user_disabled')
  })
})

describe('people and teams', () => {
  test('e-mail addresses need their own scope', async () => {
    const slack = await startAcme({ apps: [{ ...app, scopes: ['users:read', 'channels:read'] }] })
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const { user } = await client.users.info({ user: 'U0ADA' })
    expect(user).toMatchObject({ is_admin: true, tz_offset: 0, profile: { display_name: 'ada' } })
    expect(user?.profile?.email).toBeUndefined()
    slack.updateApp(app.id, { scopes: [...SCOPES] })
    const { botToken } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    expect((await clientFor(slack, botToken).users.info({ user: 'U0ADA' })).user?.profile?.email).toBe('ada@acme.example')
  })

  test('teams and bots describe themselves', async () => {
    const slack = await startAcme()
    const { botToken, botId, botUserId } = installAtAcme(slack)
    const client = clientFor(slack, botToken)
    expect((await client.team.info()).team).toMatchObject({ id: 'T0ACME', name: 'Acme <Inc>', domain: 'acme' })
    expect((await client.bots.info({ bot: botId })).bot).toMatchObject({ id: botId, app_id: app.id, user_id: botUserId })
    expect(await errorOf(client.bots.info({ bot: 'B0NONE' }))).toBe('bot_not_found')
  })
})

describe('chat', () => {
  test('an app posts only where it is, and changes only its own messages', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    expect(await errorOf(client.chat.postMessage({ channel: 'C0GEN', text: 'hi' }))).toBe('not_in_channel')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0DEV', text: '' }))).toBe('no_text')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0DEV', text: 'x', thread_ts: '1700000000.000000' }))).toBe('thread_not_found')
    const { ts } = slack.as('T0ACME', 'U0ADA').post('C0DEV', 'mine')
    expect(await errorOf(client.chat.update({ channel: 'C0DEV', ts, text: 'yours' }))).toBe('cant_update_message')
    expect(await errorOf(client.chat.delete({ channel: 'C0DEV', ts }))).toBe('cant_delete_message')
    expect(await errorOf(client.chat.delete({ channel: 'C0DEV', ts: '1700000000.000000' }))).toBe('message_not_found')
    const own = await client.chat.postMessage({
      channel: '#dev',
      text: 'a & b <script> <@U0ADA> &lt;',
      thread_ts: ts,
      reply_broadcast: true,
    })
    expect(own.message).toMatchObject({
      text: 'a &amp; b &lt;script&gt; <@U0ADA> &lt;',
      subtype: 'thread_broadcast',
      app_id: app.id,
      thread_ts: ts,
    })
    const changed = await client.chat.update({ channel: 'C0DEV', ts: own.ts ?? '', text: 'changed' })
    expect(changed).toMatchObject({ text: 'changed', message: { edited: { ts: expect.stringMatching(/\.000000$/) } } })
    expect(await client.chat.delete({ channel: 'C0DEV', ts: own.ts ?? '' })).toMatchObject({ ok: true })
    slack.as('T0ACME', 'U0ADA').archive('C0DEV')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0DEV', text: 'late' }))).toBe('is_archived')
  })

  test('blocks that Slack would refuse are refused', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const post = (blocks: unknown) =>
      errorOf(client.apiCall('chat.postMessage', { channel: 'C0DEV', text: 'x', blocks: JSON.stringify(blocks) }))
    const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
    expect(await post([section('fine')])).toBe('no error')
    expect(await post([section('x'.repeat(3001))])).toBe('invalid_blocks')
    expect(await post(Array.from({ length: 51 }, () => section('x')))).toBe('invalid_blocks')
    expect(await post([{ type: 'hologram' }])).toBe('invalid_blocks')
    expect(await post([{ type: 'actions', elements: [{ type: 'button', action_id: 'a', value: 'v'.repeat(2001) }] }])).toBe(
      'invalid_blocks',
    )
    expect(await errorOf(client.apiCall('chat.postMessage', { channel: 'C0DEV', blocks: '[broken' }))).toBe('invalid_blocks_format')
  })

  test('an ephemeral message is seen by one person and by no history', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const before = slack.as('T0ACME', 'U0BOB').history('C0DEV').length
    expect(await client.chat.postEphemeral({ channel: 'C0DEV', user: 'U0BOB', text: 'psst' })).toMatchObject({ ok: true })
    expect(await errorOf(client.chat.postEphemeral({ channel: 'C0DEV', user: 'U0GUY', text: 'psst' }))).toBe('user_not_in_channel')
    expect(
      slack
        .as('T0ACME', 'U0BOB')
        .ephemerals('C0DEV')
        .map((message) => message.text),
    ).toEqual(['psst'])
    expect(slack.as('T0ACME', 'U0ADA').ephemerals('C0DEV')).toEqual([])
    expect(slack.as('T0ACME', 'U0BOB').history('C0DEV')).toHaveLength(before)
  })

  test('a permalink of a reply names its thread', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const ada = slack.as('T0ACME', 'U0ADA')
    const { ts } = ada.post('C0DEV', 'root')
    const reply = ada.post('C0DEV', 'reply', { threadTs: ts })
    const link = async (message_ts: string) => (await client.chat.getPermalink({ channel: 'C0DEV', message_ts })).permalink
    expect(await link(ts)).toBe(`${slack.url}/acme/archives/C0DEV/p${ts.replace('.', '')}`)
    expect(await link(reply.ts)).toBe(`${slack.url}/acme/archives/C0DEV/p${reply.ts.replace('.', '')}?thread_ts=${ts}&cid=C0DEV`)
    expect(await errorOf(link('1700000000.000000'))).toBe('message_not_found')
  })
})

describe('reactions and surfaces', () => {
  test('a reaction is added once and taken back once', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const { ts } = slack.as('T0ACME', 'U0ADA').post('C0DEV', 'ship it')
    slack.as('T0ACME', 'U0BOB').react('C0DEV', ts, 'tada')
    const item = { channel: 'C0DEV', timestamp: ts, name: 'tada' }
    await client.reactions.add(item)
    expect(await errorOf(client.reactions.add(item))).toBe('already_reacted')
    const { message } = await client.reactions.get({ channel: 'C0DEV', timestamp: ts })
    expect(message).toMatchObject({ reactions: [{ name: 'tada', count: 2 }] })
    await client.reactions.remove(item)
    expect(await errorOf(client.reactions.remove(item))).toBe('no_reaction')
  })

  test('the status of a thread goes with the next message', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const { ts } = slack.as('T0ACME', 'U0ADA').post('C0DEV', 'question')
    const status = { channel_id: 'C0DEV', thread_ts: ts, status: 'is reading' }
    await client.assistant.threads.setStatus(status)
    expect(slack.world.status('C0DEV', ts)).toBe('is reading')
    await client.chat.postMessage({ channel: 'C0DEV', thread_ts: ts, text: 'answer' })
    expect(slack.world.status('C0DEV', ts)).toBeNull()
    expect(await errorOf(client.assistant.threads.setStatus({ ...status, thread_ts: '1700000000.000000' }))).toBe('invalid_thread_ts')
  })

  test('a home view is published per person and guarded by its hash', async () => {
    const slack = await startAcme()
    const client = clientFor(slack, installAtAcme(slack).botToken)
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] }
    const first = await client.views.publish({ user_id: 'U0ADA', view })
    expect(first.view).toMatchObject({ type: 'home', app_id: app.id, blocks: [{ type: 'divider' }] })
    await client.views.publish({ user_id: 'U0ADA', view, hash: first.view?.hash ?? '' })
    expect(await errorOf(client.views.publish({ user_id: 'U0ADA', view, hash: first.view?.hash ?? '' }))).toBe('hash_conflict')
    expect(slack.world.home(app.id, 'U0ADA')).toMatchObject({ type: 'home' })
    expect(slack.world.home(app.id, 'U0BOB')).toBeUndefined()
  })
})
