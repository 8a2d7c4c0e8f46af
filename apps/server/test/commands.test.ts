import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { commandForm, knock } from './world/door.ts'
import { readAnswer } from './world/read-answer.ts'
import { saidIn } from './world/said-by-app.ts'

const SHIPS = 'The billing rewrite ships on 14 December, after the freeze.'

/** What a command says at once. */
async function typed(world: LivedInWorld, command: string, text: string, more: object = {}): Promise<string> {
  const form = commandForm({ userId: 'U0ADA', channelId: 'C0GENERAL', text, command, triggerId: `${command}.${text}`, ...more })
  const answer = await knock(world, '/slack/commands', { body: form })
  expect(answer.status).toBe(200)
  return readAnswer(JSON.parse(await answer.text())).text
}

test('commands answer in private or for everybody, say at once what happens, and are switched off by the settings', async () => {
  await using world = await aWorld()
  const asked = () => world.admin`select surface, audience, text from questions order by created_at`

  // in private, from what the asker may read
  expect((await world.ask('U0ADA', 'when does the merger close?')).text).toContain('closes on Friday')
  expect((await world.ask('U0EVE', 'when does the merger close?')).text).not.toContain('Friday')

  // for everybody there: only what everybody there may read
  const known = saidIn(world.slack, 'C0GENERAL').length
  const outcome = await world.as('U0ADA').slash('C0GENERAL', '/askall', 'when do we ship the billing rewrite?')
  expect(outcome).toMatchObject({ ok: true })
  await world.settled()
  const posted = saidIn(world.slack, 'C0GENERAL').slice(known)
  expect(posted).toHaveLength(1)
  expect(readAnswer(posted[0] ?? { text: '', blocks: null }).text).toContain(SHIPS)
  await world.as('U0ADA').slash('C0GENERAL', '/askall', 'when does the merger with Initech close?')
  await world.settled()
  expect(JSON.stringify(saidIn(world.slack, 'C0GENERAL'))).not.toContain('Friday')
  expect((await asked()).map(({ surface, audience }) => `${surface} ${audience}`)).toEqual([
    'command private',
    'command private',
    'askall channel',
    'askall channel',
  ])

  // every verb says something at once
  const before = (await asked()).length
  for (const verb of ['', 'help', 'digest 7d', 'events', 'gaps', 'pr https://github.com/a/b/pull/1', 'watch', 'nonsense'])
    expect(await typed(world, '/backscroll', verb)).toContain('`/ask when do we ship the billing rewrite?`')
  expect(await typed(world, '/ask', 'HELP!')).toContain('`/ask when do we ship the billing rewrite?`')
  expect(await typed(world, '/backscroll', 'status')).toMatch(
    /3 channels that you can read: #deal, #general, #help\.[\s\S]*Fuzzy lexical search/,
  )
  expect(await typed(world, '/backscroll', 'status', { userId: 'U0EVE' })).toMatch(/2 channels that you can read: #general, #help\./)
  expect(await typed(world, '/backscroll', 'status', { userId: 'U0GUEST' })).toMatch(/1 channel that you can read: #help\./)
  expect(await typed(world, '/backscroll', 'settings')).toContain('Home tab')
  expect(await typed(world, '/backscroll', 'settings', { userId: 'U0BOB' })).toContain('Admins of this workspace')
  expect((await asked()).length).toBe(before)
  expect(await typed(world, '/backscroll', 'who staging')).toContain('Searching the messages you can read for: who knows about staging')
  expect(await typed(world, '/askall', 'what is up?')).toContain('Searching the messages that everybody here can read for: what is up?')

  // not here, and not ours
  for (const command of ['/ask', '/askall', '/backscroll']) {
    const where = await typed(world, command, command === '/backscroll' ? 'status' : 'who?', { teamId: 'T0NOWHERE' })
    expect(where).toMatch(/^Backscroll is not installed in this workspace\.[\s\S]*\/slack\/install/)
  }
  const foreign = commandForm({ userId: 'U0ADA', channelId: 'C0GENERAL', text: 'who?', appId: 'A0OTHER' })
  expect((await knock(world, '/slack/commands', { body: foreign })).status).toBe(400)

  // four deliveries of one command are one question
  await world.settled()
  const count = (await asked()).length
  for (const _ of [1, 2, 3, 4]) await typed(world, '/ask', 'who owns the canteen?')
  expect((await asked()).length).toBe(count + 1)

  // switched off: said at once, and nothing is stored
  await world.settled()
  await decide(world.db, { public_answers: false })
  expect(await typed(world, '/askall', 'who is it?')).toContain('switched off')
  expect(await typed(world, '/ask', 'who is it?')).toContain('Searching')
  await decide(world.db, { slash_enabled: false })
  expect(await typed(world, '/ask', 'who is it now?')).toContain('switched off')
  expect(await typed(world, '/backscroll', 'who canteen')).toContain('switched off')
  expect((await asked()).length).toBe(count + 2)
})
