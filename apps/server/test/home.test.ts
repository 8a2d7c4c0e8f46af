import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { forgedPress } from './world/pressing.ts'
import { readAnswer } from './world/read-answer.ts'
import { toldInPrivate } from './world/said-by-app.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

test('the Home tab shows everybody what is searched for them, and admins alone what they decide about', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general,deal' } })
  const bot = world.botUser()
  const ada = world.as('U0ADA')
  const shown = (userId: string): string => {
    const views = world.slack.requests().filter(({ method, args }) => method === 'views.publish' && args.user_id === userId)
    const view = views.at(-1)?.args.view ?? null
    return typeof view === 'string' ? view : JSON.stringify(view)
  }
  const open = async (userId: string) => {
    world.as(userId).openHome(bot)
    await world.settled()
    return shown(userId)
  }
  await world.ask('U0BOB', 'when do we ship the billing rewrite?', { channelId: 'C0GENERAL' })
  await world.settled()

  // a member: own channels, own questions, nothing of an admin
  const bob = await open('U0BOB')
  expect(bob).toContain('2 channels that you can read: #deal, #general.')
  expect(bob).toMatch(/when do we ship the billing rewrite\? \(answered,/)
  expect(bob).not.toMatch(/For admins|home_channel|home_reindex/)
  const eve = await open('U0EVE')
  expect(eve).toContain('1 channel that you can read: #general.')
  expect(eve).not.toMatch(/deal|billing rewrite|For admins/)
  expect(await open('U0GUEST')).toContain('No channel that you can read is searched yet.')

  // an admin: figures that are true, and channels to decide about
  const admin = await open('U0ADA')
  expect(admin).toContain('For admins')
  expect(admin).toContain('Questions today: 1')
  expect(admin).toContain('Of these answered: 100 %')
  expect(admin).toContain('Messages that can be searched: 4')
  expect(admin).toContain('Models today: $0.00 of $10.00.')
  expect(admin).toMatch(/#deal · allowed · is read · 1 of 1 messages searchable/)
  expect(admin).toMatch(/#help · not allowed yet/)
  expect(admin).toContain('Messages are kept for 3,650 days, unless a channel says otherwise.')
  expect(admin).toContain(`${world.env.PUBLIC_URL}/dashboard`)
  const button = (channel: string) => actionOf(JSON.parse(shown('U0ADA')), channel) ?? ''
  expect(await ada.pressInHome(bot, button('C0HELP'))).toEqual({ ok: true })
  await world.settled()
  expect(shown('U0ADA')).toMatch(/#help · allowed/)
  expect((await world.ask('U0ADA', 'how do I reset the staging database?')).text).toContain('make staging-reset')
  await world.settled()
  expect(await ada.pressInHome(bot, button('C0HELP'))).toEqual({ ok: true })
  await world.settled()
  expect(shown('U0ADA')).toMatch(/#help · excluded/)
  expect((await world.ask('U0ADA', 'how do I reset the staging database?')).text).not.toContain('make staging-reset')
  const log = () => world.admin`select actor, actor_kind, action, target from audit_log where actor like 'U0%' order by id`
  expect((await log()).map(({ actor, action, target }) => `${actor} ${action} ${target}`)).toEqual(
    expect.arrayContaining(['U0ADA channel.allowed C0HELP', 'U0ADA channel.excluded C0HELP']),
  )

  // how long a channel is kept is chosen there, too, and acts
  const [select = ''] = /home_channel_retention:\d+(?=(?:(?!home_channel_retention).)*C0DEAL:30)/.exec(shown('U0ADA')) ?? []
  expect(await ada.pressInHome(bot, select, 'C0DEAL:30')).toEqual({ ok: true })
  await world.settled()
  expect(await world.admin`select retention_days from channels where channel_id = 'C0DEAL'`).toEqual([{ retention_days: 30 }])
  expect(await world.admin`select 1 from pgboss.job where name = 'team.retain'`).not.toHaveLength(0)

  // the index is built anew beside the one that serves
  const version = () => world.admin`select table_version from index_state`
  const before = (await version())[0]?.table_version
  expect(await ada.pressInHome(bot, 'home_reindex')).toEqual({ ok: true })
  await world.settled()
  expect((await version())[0]?.table_version).toBe(before + 1)
  expect((await world.ask('U0ADA', 'when do we ship the billing rewrite?')).text).toContain('14 December')
  await world.settled()

  // forged by people who are no admins, or no people of this workspace: nothing changes, and the log keeps who tried
  const policies = () => world.admin`select channel_id, policy, retention_days from channels where team_id = ${ACME} order by 1`
  const [decided, built] = [await policies(), await version()]
  for (const userId of ['U0BOB', 'U0GUEST', 'U0ZOE', 'U0NOBODY'])
    for (const [actionId, value] of [
      ['home_channel_allow:1', 'C0HELP'],
      ['home_channel_exclude:1', 'C0GENERAL'],
      ['home_reindex', 'reindex'],
      ['home_channel_retention:1', 'C0GENERAL:7'],
      ['home_channels_page:1', '30'],
    ] as const)
      expect(await forgedPress(world, { userId, actionId, value, userTeamId: userId === 'U0ZOE' ? GLOBEX : ACME })).toEqual([200, ''])
  for (const value of ['C0GLOBEX', 'x'.repeat(4_000), "'; drop table channels", ''])
    expect(await forgedPress(world, { userId: 'U0ADA', actionId: 'home_channel_allow:1', value })).toEqual([200, ''])
  await world.settled()
  expect([await policies(), await version()]).toEqual([decided, built])
  const refused = (await log()).filter(({ action }) => String(action).endsWith('.refused'))
  expect(new Set(refused.map(({ actor }) => actor))).toEqual(new Set(['U0ADA', 'U0BOB', 'U0GUEST']))
  expect(refused).toContainEqual({ actor: 'U0BOB', actor_kind: 'user', action: 'home_channel_exclude.refused', target: 'C0GENERAL' })

  // an admin who is not in a private channel neither sees its name nor may allow it
  world.slack.platform.changeUser(ACME, 'U0EVE', { isAdmin: true })
  await world.settled()
  const second = await open('U0EVE')
  expect(second).toMatch(/A private channel that you are not in \(C0DEAL\) · allowed/)
  expect(second).not.toContain('#deal')
  await forgedPress(world, { userId: 'U0EVE', actionId: 'home_channel_exclude:1', value: 'C0DEAL' })
  await forgedPress(world, { userId: 'U0EVE', actionId: 'home_channel_allow:1', value: 'C0DEAL' })
  await world.settled()
  expect((await policies()).find(({ channel_id }) => channel_id === 'C0DEAL')?.policy).toBe('excluded')

  // asking from Home: the question in the conversation with the app, the answer in the thread below it
  await open('U0BOB')
  const person = world.as('U0BOB')
  expect(await person.pressInHome(bot, 'home_ask')).toEqual({ ok: true })
  expect(await person.submit({ ask_question: 'when do we <!channel> ship the billing rewrite?', ask_channel: 'C0GENERAL' })).toEqual({
    ok: true,
  })
  await world.settled()
  const [root] = toldInPrivate(world.slack, 'U0BOB').slice(-1)
  expect(root?.text).toBe('You asked: when do we &lt;!channel&gt; ship the billing rewrite?')
  const [answer] = world.repliesIn(root?.channelId ?? '', root?.ts ?? '')
  expect(readAnswer(answer ?? { text: '', blocks: null }).text).toContain('14 December')
  const titles = world.slack.requests().filter(({ method }) => method === 'assistant.threads.setTitle')
  expect(titles).toHaveLength(1)

  // the same dialog by the global shortcut; too late says what to do
  expect(await person.globalShortcut('ask')).toEqual({ ok: true })
  expect(JSON.stringify(person.view()?.view)).toContain('Your question')
  await person.closeView('all')
  world.slack.faults.add({ method: 'views.open', kind: 'refuse', error: 'expired_trigger_id' })
  await person.pressInHome(bot, 'home_ask')
  expect(toldInPrivate(world.slack, 'U0BOB').at(-1)?.text).toContain('the dialog did not open. Please press it again.')
})

/** The action id of the control with a value, wherever it stands. */
function actionOf(block: unknown, value: string): string | undefined {
  if (typeof block !== 'object' || block === null) return undefined
  const { value: own, action_id: id } = block as { value?: unknown; action_id?: string }
  if (own === value) return id
  for (const inner of Object.values(block)) {
    const found = actionOf(inner, value)
    if (found) return found
  }
  return undefined
}
