import type { Askers } from '@backscroll/contracts'
import { realClock } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { decide } from './world/decide.ts'
import { movingClock } from './world/moving-clock.ts'
import { newestShownTo, shownTo } from './world/pressing.ts'

import { readAnswer } from './world/read-answer.ts'
import { saidIn, toldInPrivate } from './world/said-by-app.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const HERE = 'C0GENERAL'
const QUESTION = 'when do we ship the billing rewrite?'
const BARRED = 'This workspace lets only some people ask Backscroll. If you need it, please ask Ada Test.'
/** In the notification and in the message. */
const SEEN = `${BARRED}\n${BARRED}`

const kept = async (world: LivedInWorld) => {
  const [row] = await world.admin`select (select count(*)::int from questions) as questions, (select count(*)::int from answers) as answers`
  return { ...row }
}

test('whoever may not ask is told so in private on every surface, and nothing of it is searched or kept', async () => {
  await using world = await aWorld()
  const [bob, eve] = [world.as('U0BOB'), world.as('U0EVE')]
  const thread = await world.mention('U0EVE', HERE, QUESTION)
  const own = await world.ask('U0BOB', QUESTION, { channelId: HERE })
  expect(own.text).toContain('14 December')
  await world.settled()
  await decide(world.db, { allowed_askers: 'chosen', asker_ids: ['U0EVE'] })
  const [before, posted] = [await kept(world), saidIn(world.slack, HERE).length]
  const told = async (act: () => Promise<unknown>, channelId = HERE) => {
    await act()
    await world.settled()
    return newestShownTo(world, 'U0BOB', channelId).text
  }

  // commands, the menu of a message, the dialog, Ask again
  expect(await told(() => bob.slash(HERE, '/ask', QUESTION))).toBe(SEEN)
  expect(await told(() => bob.slash(HERE, '/askall', QUESTION))).toBe(SEEN)
  expect(await told(() => bob.slash(HERE, '/backscroll', 'who billing'))).toBe(SEEN)
  const link = `${world.slack.url}/acme/archives/${HERE}/p${thread.ts.replace('.', '')}`
  expect(await told(() => bob.slash(HERE, '/backscroll', `summary ${link}`))).toBe(SEEN)
  expect(await told(() => bob.shortcut(HERE, thread.ts, 'summarize_thread'))).toBe(SEEN)
  expect(await told(() => bob.shortcut(HERE, thread.ts, 'find_related'))).toBe(SEEN)
  await bob.globalShortcut('ask')
  expect(await bob.submit({ ask_question: QUESTION })).toMatchObject({ ok: false, errors: expect.objectContaining({}) })
  expect(JSON.stringify(bob.view()?.errors)).toContain(BARRED)
  await bob.closeView('all')

  // mentions and follow-ups: below what was written, for this person alone
  expect(await told(async () => bob.post(HERE, `<@${world.botUser()}> ${QUESTION}`))).toBe(SEEN)
  const inThread = shownTo(world, 'U0BOB', HERE).length
  expect(await told(async () => bob.post(HERE, 'when is lunch in the canteen?', { threadTs: thread.ts }))).toBe(SEEN)
  expect(shownTo(world, 'U0BOB', HERE)).toHaveLength(inThread + 1)
  expect(bob.ephemerals(HERE).at(-1)?.threadTs).toBe(thread.ts)
  expect(saidIn(world.slack, HERE)).toHaveLength(posted)

  // the conversation with the app
  const { id } = bob.openDm(world.botUser())
  const { ts } = bob.post(id, QUESTION)
  await world.settled()
  expect(world.repliesIn(id, ts).map((message) => readAnswer(message).text)).toEqual([SEEN])

  // pages and keys
  const page = await signedInAs(world, 'U0BOB')
  expect(await page.call('/v1/ask', { body: { question: QUESTION } })).toMatchObject({ status: 403, body: { detail: BARRED } })
  const key = await aKeyOf(world, 'U0BOB', { scopes: ['ask'] })
  expect(await callApi(world, key, '/v1/ask', { body: { question: QUESTION } })).toMatchObject({ status: 403, body: { detail: BARRED } })
  await world.settled()
  expect(await kept(world)).toEqual(before)
  expect(JSON.stringify(toldInPrivate(world.slack, 'U0BOB'))).not.toContain('14 December')

  // who is chosen, and admins, are answered as ever
  expect((await world.ask('U0EVE', QUESTION, { channelId: HERE })).text).toContain('14 December')
  expect((await world.ask('U0ADA', QUESTION, { channelId: HERE })).text).toContain('14 December')
  eve.post(HERE, 'when is lunch in the canteen?', { threadTs: thread.ts })
  await world.settled()
  expect(saidIn(world.slack, HERE).length + world.repliesIn(HERE, thread.ts).length).toBeGreaterThan(posted)

  // guests alone are left out
  await decide(world.db, { allowed_askers: 'full_members' })
  expect((await world.ask('U0BOB', QUESTION, { channelId: HERE })).text).toContain('14 December')
  expect((await world.ask('U0GUEST', 'how do I reset the staging database?', { channelId: 'C0HELP' })).text).toBe(SEEN)
  await decide(world.db, {})
  expect((await world.ask('U0GUEST', 'how do I reset the staging database?', { channelId: 'C0HELP' })).text).toContain('staging-reset')
})

test('people of a chosen group are answered while Slack tells who they are', async () => {
  const clock = movingClock()
  await using world = await aWorld({ clock, slackClock: { ...realClock(), nowMs: clock.nowMs } })
  const group = (users: string[]) => world.slack.platform.putUserGroup(ACME, { id: 'S0SALES', name: 'Sales', handle: 'sales', users })
  const asks = async (userId: string) => (await world.ask(userId, QUESTION, { channelId: HERE })).text
  const listed = () => world.slack.requests().filter(({ method }) => method === 'usergroups.list').length
  group(['U0BOB'])
  await decide(world.db, { allowed_askers: 'chosen', asker_ids: ['S0SALES'] })
  clock.putForward(300_000 - (clock.nowMs() % 300_000))
  expect(await asks('U0BOB')).toContain('14 December')
  expect(await asks('U0EVE')).toBe(SEEN)
  expect(listed()).toBe(1)

  // for pages that choose
  const ada = await signedInAs(world, 'U0ADA', { nowMs: clock.nowMs() })
  const sales = { id: 'S0SALES', name: 'Sales' }
  expect(await ada.call<Askers>('/v1/settings/askers')).toMatchObject({
    status: 200,
    body: { chosen: [sales], groups: [{ ...sales, handle: 'sales', people: 1 }], groupsUnread: null },
  })

  // whoever leaves the group is not answered minutes later
  group([])
  clock.putForward(300_000)
  expect(await asks('U0BOB')).toBe(SEEN)

  // groups that cannot be read let nobody in, and it is said why
  group(['U0BOB'])
  clock.putForward(300_000)
  await world.settled()
  const before = await kept(world)
  world.slack.faults.add({ method: 'usergroups.list', kind: 'http503', times: 9 })
  expect(await asks('U0BOB')).toMatch(/^Groups in Slack decide who may ask here, and they could not be read\. .* just now\./)
  world.slack.faults.clear()
  world.slack.faults.add({ method: 'usergroups.list', kind: 'refuse', error: 'missing_scope', times: 9 })
  expect(await asks('U0BOB')).toContain('Backscroll lacks the permission usergroups:read.')
  expect((await ada.call<Askers>('/v1/settings/askers')).body).toMatchObject({
    chosen: [{ id: 'S0SALES', name: 'S0SALES' }],
    groups: [],
    groupsUnread: expect.stringContaining('usergroups:read'),
  })
  await world.settled()
  expect(await kept(world)).toEqual(before)
  world.slack.faults.clear()
  expect(await asks('U0BOB')).toContain('14 December')
})
