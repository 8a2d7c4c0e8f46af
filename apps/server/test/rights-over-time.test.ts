import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { ACME } from './world/small-company.ts'

const SECRET = 'when does the merger with Initech close?'

test('an answer in a public channel says nothing private, whoever is in the channel now: anybody may come and read it', async () => {
  await using world = await aWorld()
  const ada = world.as('U0ADA')
  const { id } = ada.createChannel('open')
  ada.invite(id, 'U0BOB')
  ada.invite(id, world.botUser())
  await world.settled()
  expect(await world.mention('U0ADA', id, SECRET)).toMatchObject({ kind: 'nothing-found', links: [] })
  expect(await world.ask('U0ADA', SECRET)).toMatchObject({ kind: 'answered' })
})

test('a late "joined" does not bring somebody back who has left, and a late "made public" opens nothing', async () => {
  await using world = await aWorld()
  world.as('U0ADA').kick('C0DEAL', 'U0BOB')
  await world.settled()
  const old = { event_ts: `${Math.floor(Date.now() / 1_000) - 600}.000100` }
  world.slack.events.emit(ACME, { type: 'member_joined_channel', user: 'U0BOB', channel: 'C0DEAL', channel_type: 'G', team: ACME, ...old })
  world.slack.events.emit(ACME, {
    type: 'message',
    subtype: 'channel_convert_to_public',
    channel: 'C0DEAL',
    user: 'U0ADA',
    ts: old.event_ts,
    text: '',
    ...old,
  })
  await world.settled()
  expect(await world.ask('U0BOB', SECRET)).toMatchObject({ kind: 'nothing-found', links: [] })
  expect(await world.ask('U0EVE', SECRET)).toMatchObject({ kind: 'nothing-found', links: [] })
  expect(await world.ask('U0ADA', SECRET)).toMatchObject({ kind: 'answered' })
})

test('a private channel is named to nobody outside it, also where a message names it', async () => {
  await using world = await aWorld()
  world.as('U0ADA').post('C0GENERAL', 'The quagga topic is discussed in <#C0DEAL|deal> from now on.')
  await world.settled()
  const answer = await world.ask('U0EVE', 'where is the quagga topic discussed?')
  expect(answer.kind).toBe('answered')
  expect(answer.text).not.toContain('#deal')
  expect(answer.text).toContain('#private-channel')
})

test('a private channel that the app is taken out of and invited to again is read again from its history', async () => {
  await using world = await aWorld()
  world.as('U0ADA').kick('C0DEAL', world.botUser())
  await world.settled()
  expect(await world.ask('U0ADA', SECRET)).toMatchObject({ kind: 'nothing-found' })
  world.as('U0ADA').invite('C0DEAL', world.botUser())
  await world.settled()
  expect(await world.ask('U0ADA', SECRET)).toMatchObject({ kind: 'answered' })
})

test('an index folder that was lost is built anew when the worker starts', async () => {
  await using world = await aWorld()
  const rows = await world.indexed()
  await world.server.stop()
  const { rm } = await import('node:fs/promises')
  await rm(`${world.dataDir}/lance`, { recursive: true, force: true })
  await world.restart()
  await expect.poll(() => world.indexed(), { timeout: 20_000 }).toEqual(rows)
})
