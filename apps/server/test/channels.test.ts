import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { everythingStored } from './world/everything.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

describe('a channel that nobody allowed', () => {
  test('nothing of it is stored, excluding purges it, allowing again brings it back from history', async () => {
    await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general' } })
    const { ts } = world.as('U0ADA').post('C0HELP', 'a canaryhelp sentence')
    world.as('U0ADA').post('C0GENERAL', 'a canarygeneral sentence')
    await world.settled()
    expect(new Set([...(await world.stored()).values()].map((message) => message.channelId))).toEqual(new Set(['C0GENERAL']))
    expect(await everythingStored(world.admin)).not.toMatch(/canaryhelp|staging-reset|Initech/)
    const everywhere = await world.indexed()
    expect([...everywhere].every((key) => key.startsWith('C0GENERAL:'))).toBe(true)
    expect(await world.ask('U0ADA', 'which canaryhelp sentence?')).toMatchObject({ kind: 'nothing-found' })

    await decide(world.db, { exclude_grace_hours: 0 })
    expect(await runVerb(world.env, 'channels', 'exclude', '--team', ACME, 'general', '--json')).toMatchObject({ code: 0 })
    await world.settled()
    expect(await world.stored()).toEqual(new Map())
    expect(await world.indexed()).toEqual(new Set())
    expect(await everythingStored(world.admin)).not.toMatch(/canarygeneral|14 December/)
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'nothing-found' })

    expect(await runVerb(world.env, 'channels', 'allow', '--team', ACME, '#general', 'C0HELP', '--json')).toMatchObject({ code: 0 })
    await world.settled()
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'answered' })
    expect((await world.stored()).get(`C0HELP:${ts}`)?.text).toBe('a canaryhelp sentence')
  })

  test('a channel whose name the operator has allowed is read as soon as the app is invited', async () => {
    await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general,eng-*' } })
    const ada = world.as('U0ADA')
    const { id } = ada.createChannel('eng-rockets')
    ada.post(id, 'The rocket launches on Tuesday at nine.')
    ada.invite(id, world.botUser())
    await world.settled()
    expect(await world.ask('U0BOB', 'when does the rocket launch?')).toMatchObject({ kind: 'answered', sources: [{ channelId: id }] })
  })

  test('a channel the app is invited to waits for an admin, and is then read from its first message', async () => {
    await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general,deal,help' } })
    const ada = world.as('U0ADA')
    const { id } = ada.createChannel('launch-room', { private: true })
    ada.post(id, 'The rocket launches on Tuesday at nine.')
    ada.invite(id, world.botUser())
    ada.post(id, 'The rocket is called Heron.')
    await world.settled()
    expect([...(await world.stored()).keys()].filter((key) => key.startsWith(id))).toEqual([])
    const list = await runVerb(world.env, 'channels', 'list', '--team', ACME, '--json')
    expect(list.json?.channels).toContainEqual(expect.objectContaining({ id, policy: 'pending', isPrivate: true, botIsMember: true }))
    await runVerb(world.env, 'channels', 'allow', '--team', ACME, id)
    await world.settled()
    expect(await world.ask('U0ADA', 'when does the rocket launch?', { channelId: id })).toMatchObject({
      kind: 'answered',
      sources: [{ channelId: id }],
    })
    expect(await world.ask('U0BOB', 'when does the rocket launch?')).toMatchObject({ kind: 'nothing-found' })
  })
})

describe('a channel that changes', () => {
  test('a new name stands in the next answer', async () => {
    await using world = await aWorld()
    world.as('U0ADA').rename('C0HELP', 'helpdesk')
    await world.settled()
    expect((await world.ask('U0ADA', 'how do I reset the staging database?')).text).toContain('#helpdesk')
  })

  test('an archived one stays readable', async () => {
    await using world = await aWorld()
    world.as('U0ADA').archive('C0HELP')
    await world.settled()
    expect(await world.ask('U0BOB', 'how do I reset the staging database?')).toMatchObject({ kind: 'answered' })
  })

  test('one that turns private is silent to strangers from then on', async () => {
    await using world = await aWorld()
    expect(await world.ask('U0BOB', 'how do I reset the staging database?')).toMatchObject({ kind: 'answered' })
    world.as('U0ADA').makePrivate('C0HELP')
    await world.settled()
    expect(await world.ask('U0BOB', 'how do I reset the staging database?')).toMatchObject({ kind: 'nothing-found' })
    expect(await world.ask('U0ADA', 'how do I reset the staging database?')).toMatchObject({ kind: 'answered' })
  })

  test('one the app is taken out of is read no further, and private words of it are gone', async () => {
    await using world = await aWorld()
    world.as('U0ADA').kick('C0DEAL', world.botUser())
    await world.settled()
    expect([...(await world.stored()).keys()].filter((key) => key.startsWith('C0DEAL'))).toEqual([])
    expect(await everythingStored(world.admin)).not.toContain('Initech')
    expect(await world.ask('U0ADA', 'when does the merger close?')).toMatchObject({ kind: 'nothing-found' })
  })
})

test('what was edited or deleted in Slack is in no answer and in no table', async () => {
  await using world = await aWorld()
  const ada = world.as('U0ADA')
  const { ts } = ada.post('C0GENERAL', 'The warehouse moves to oldcanaryplace in spring')
  await world.settled()
  expect((await world.ask('U0BOB', 'where does the warehouse move?')).text).toContain('oldcanaryplace')
  await world.admin`delete from answers`
  await world.admin`delete from questions`
  ada.edit('C0GENERAL', ts, 'The warehouse moves to newcanaryplace in spring')
  await world.settled()
  expect(await everythingStored(world.admin)).not.toContain('oldcanaryplace')
  expect((await world.ask('U0BOB', 'where does the warehouse move in spring?')).text).toContain('newcanaryplace')
  expect(await world.ask('U0BOB', 'oldcanaryplace')).not.toMatchObject({ text: expect.stringMatching(/> .*oldcanaryplace/) })
  await world.admin`delete from answers`
  await world.admin`delete from questions`
  ada.remove('C0GENERAL', ts)
  await world.settled()
  expect(await world.ask('U0BOB', 'where does the warehouse move?')).toMatchObject({ kind: 'nothing-found' })
  expect(await everythingStored(world.admin)).not.toMatch(/(old|new)canaryplace/)
})
