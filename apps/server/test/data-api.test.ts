import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ErasurePreview, ErasureRow, TeamStatus } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, receiptsOf } from '@backscroll/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ownerIn } from './world/owner-in.ts'
import { runVerb } from './world/run-verb.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const TEAM = teamId(ACME)
type Page<Row> = { data: Row[]; nextCursor: string | null; hasMore: boolean }
const post = { method: 'POST' }
const actions = async (world: LivedInWorld) =>
  (await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(100))).map(({ action }) => action)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backscroll-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('erasures', () => {
  test('wait for the right word, run behind the answer, and end with a receipt that verifies without this server', async () => {
    await using world = await aWorld()
    const ada = await ownerIn(world, 'U0ADA')
    const erase = (body: object) => ada.call<ErasureRow>('/v1/erasures', { ...post, body })
    for (const body of [
      { kind: 'channel', channelId: 'C0HELP', confirm: 'help' },
      { kind: 'person', userId: 'U0BOB', confirm: '' },
      { kind: 'team', confirm: ACME },
      { kind: 'period', from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z', confirm: '2020-01-01/2020-02-01' },
    ])
      expect(await erase(body)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/confirm' }] } })
    expect(await erase({ kind: 'channel', channelId: 'C0NOWHERE', confirm: 'C0NOWHERE' })).toMatchObject({ status: 404 })
    await world.admin`update channels set legal_hold = true where channel_id = 'C0HELP'`
    expect(await erase({ kind: 'channel', channelId: 'C0HELP', confirm: 'C0HELP' })).toMatchObject({ status: 409 })
    expect(await erase({ kind: 'team', confirm: 'acme' })).toMatchObject({ status: 409 })
    expect(await actions(world)).not.toContain('channel.erase')
    await world.admin`update channels set legal_hold = false`
    const asked = await erase({ kind: 'channel', channelId: 'C0HELP', confirm: 'C0HELP' })
    expect(asked).toMatchObject({ status: 202, body: { kind: 'channel', target: 'C0HELP', receipt: null } })
    await world.quiet()
    const done = await ada.call<ErasureRow>(`/v1/erasures/${asked.body.id}`)
    expect(done.body).toMatchObject({ state: 'finished', counts: { messages: { before: 1, after: 0 } }, requestedBy: { userId: 'U0ADA' } })
    expect((await ada.call<Page<ErasureRow>>('/v1/erasures')).body).toMatchObject({ data: [{ id: asked.body.id }], hasMore: false })
    expect(await actions(world)).toEqual(expect.arrayContaining(['channel.erase', 'channel.erased']))
    expect((await ada.call('/v1/erasures/00000000-0000-4000-8000-000000000000')).status).toBe(404)

    const [receipt, keys] = [path.join(folder, 'receipt.jws'), path.join(folder, 'keys.json')]
    await writeFile(receipt, done.body.receipt ?? '')
    await writeFile(keys, await (await fetch(`${world.url}/.well-known/backscroll-receipts.json`)).text())
    const verify = (...more: string[]) =>
      runVerb({ ...world.env, DATABASE_URL: 'postgres://nowhere.invalid/x' }, 'receipt', 'verify', receipt, '--json', ...more)
    expect(await verify('--key', keys)).toMatchObject({
      code: 0,
      json: { ok: true, receipt: { kind: 'channel', counts: { messages: { before: 1, after: 0 } } } },
    })
    expect(await runVerb(world.env, 'receipt', 'verify', receipt, '--json')).toMatchObject({ code: 0, json: { ok: true } })
    const jws = done.body.receipt ?? ''
    await writeFile(receipt, `${jws.slice(0, -9)}${jws.at(-9) === 'A' ? 'B' : 'A'}${jws.slice(-8)}`)
    expect(await verify('--key', keys)).toMatchObject({ code: 1, json: { ok: false } })
    expect(await runVerb(world.env, 'receipt', 'list', '--team', ACME, '--json')).toMatchObject({
      json: { receipts: [{ kind: 'channel' }] },
    })
  })

  test('an operator erases a workspace by its domain', async () => {
    await using world = await aWorld()
    const erase = (confirm: string) => runVerb(world.env, 'erase-team', '--team', ACME, '--confirm', confirm, '--json')
    expect(await erase('globex')).toMatchObject({ code: 1 })
    expect(await erase('acme')).toMatchObject({ code: 0, json: { ok: true } })
    await expect.poll(() => world.db.withTenant(TEAM, receiptsOf).then(({ length }) => length), { timeout: 20_000 }).toBe(1)
    expect(await world.admin`select 1 from teams where team_id = ${ACME}`).toHaveLength(0)
    expect(world.slack.world.installations(ACME).some(({ appId }) => appId === APP_ID)).toBe(true)
  })
})

describe('a workspace that an owner pauses', () => {
  test('receives and answers nothing, loses nothing, and is compared with Slack when it is resumed', async () => {
    await using world = await aWorld()
    const ada = await ownerIn(world, 'U0ADA')
    const status = (state?: string) => ada.call<TeamStatus>('/v1/team', state ? { method: 'PATCH', body: { state } } : {})
    expect(await status()).toMatchObject({ status: 200, body: { state: 'active', eraseAfter: null } })
    expect((await status('paused')).body.state).toBe('paused')
    expect((await status('paused')).body.state).toBe('paused')
    const before = await world.stored()
    const { ts } = world.as('U0BOB').post('C0GENERAL', 'The regatta begins on Monday.')
    const calls = world.slack.requests().length
    world.as('U0BOB').post('C0GENERAL', `<@${world.botUser()}> when does the regatta begin?`)
    await world.quiet()
    expect(await world.stored()).toEqual(before)
    expect(world.slack.requests().length).toBe(calls)
    expect((await runVerb(world.env, 'teams', '--json')).json).toMatchObject({
      teams: [{ state: 'paused', meaning: expect.stringContaining('owner') }],
    })

    expect((await status('active')).body.state).toBe('active')
    await world.settled()
    expect((await world.stored()).get(`C0GENERAL:${ts}`)?.text).toBe('The regatta begins on Monday.')
    expect(await world.ask('U0ADA', 'when does the regatta begin?')).toMatchObject({ kind: 'answered' })
    expect((await actions(world)).filter((action) => action.startsWith('team.'))).toEqual(
      expect.arrayContaining(['team.resume', 'team.pause']),
    )
    expect((await actions(world)).filter((action) => action === 'team.pause')).toHaveLength(1)

    await world.admin`update teams set state = 'paused', paused_reason = 'token_revoked'`
    expect((await status('active')).status).toBe(409)
    expect((await status('nothing')).status).toBe(422)
  })
})

test('a link and a period are counted before anything is erased, and only an owner counts', async () => {
  await using world = await aWorld()
  const ada = await ownerIn(world, 'U0ADA')
  const [root] = [...(await world.stored()).values()].filter(({ text }) => text?.startsWith('When do we ship'))
  const reply = [...(await world.stored()).values()].find(({ threadTs, ts }) => threadTs === root?.ts && ts !== threadTs)
  const base = (await world.admin<{ url: string }[]>`select url from teams where team_id = ${ACME}`)[0]?.url ?? ''
  const permalink = `${base}archives/C0GENERAL/p${reply?.ts.replace('.', '')}`
  const preview = (query: Record<string, string>, by = ada) =>
    by.call<ErasurePreview>(`/v1/erasures/preview?${new URLSearchParams(query).toString()}`)
  await world.tell('U0EVE', 'when do we ship the billing rewrite?')
  await world.mention('U0ADA', 'C0HELP', 'how do I reset the staging database?')
  await world.quiet()
  expect((await preview({ kind: 'message', permalink })).body).toEqual({
    kind: 'message',
    target: `C0GENERAL:${reply?.ts}`,
    confirm: `C0GENERAL:${reply?.ts}`,
    messages: 1,
    questions: 0,
    answersFromThem: 1,
    posts: 0,
    obstacle: null,
  })
  expect((await preview({ kind: 'thread', permalink })).body).toMatchObject({ confirm: `C0GENERAL:${root?.ts}`, messages: 2 })
  const always = { kind: 'period', from: '2020-01-01T00:00:00+01:00', to: '2099-01-01T00:00:00Z' }
  expect((await preview({ ...always, channelId: 'C0HELP' })).body).toMatchObject({ questions: 1, posts: 1, obstacle: null })
  await world.admin`update channels set legal_hold = true where channel_id = 'C0HELP'`
  expect((await preview(always)).body.obstacle).toContain('on hold')
  expect((await preview({ kind: 'person', userId: 'U0ADA' })).body).toMatchObject({ questions: 1, obstacle: null })
  const wrong: Record<string, string>[] = [
    { kind: 'message', permalink: 'https://elsewhere.slack.com/archives/C0GENERAL/p1700000000000100' },
    { kind: 'thread' },
    { kind: 'period', from: '2099-01-01T00:00:00Z', to: '2099-02-01T00:00:00Z' },
    { kind: 'period', from: '2020-01-01', to: '2020-02-01' },
  ]
  for (const query of wrong) expect((await preview(query)).status).toBe(422)
  expect((await preview({ ...always, channelId: 'C0NOWHERE' })).status).toBe(404)
  expect((await preview({ kind: 'message', permalink: `${base}archives/C0GENERAL/p1700000000000100` })).status).toBe(404)
  expect((await preview(always, await signedInAs(world, 'U0BOB'))).status).toBe(403)
  expect(await actions(world)).not.toContain('period.erase')

  const confirm = `C0GENERAL:${root?.ts}`
  const asked = await ada.call<ErasureRow>('/v1/erasures', { ...post, body: { kind: 'thread', permalink, confirm } })
  expect(asked).toMatchObject({ status: 202, body: { kind: 'thread', target: confirm, targetName: '#general' } })
  await world.quiet()
  const done = await ada.call<ErasureRow>(`/v1/erasures/${asked.body.id}`)
  expect(done.body).toMatchObject({ state: 'finished', counts: { messages: { before: 2, after: 0 } } })
  expect(await ada.call('/v1/erasures', { ...post, body: { kind: 'thread', permalink, confirm } })).toMatchObject({ status: 404 })
  expect(await actions(world)).toEqual(expect.arrayContaining(['thread.erase', 'thread.erased']))
})

test('the verb counts first, and erases with the word that it has named', async () => {
  await using world = await aWorld()
  const [help] = [...(await world.stored()).values()].filter(({ channelId }) => channelId === 'C0HELP')
  const base = (await world.admin<{ url: string }[]>`select url from teams where team_id = ${ACME}`)[0]?.url ?? ''
  const erase = (...more: string[]) => runVerb(world.env, 'erase', '--team', ACME, '--json', ...more)
  const message = ['--message', `${base}archives/C0HELP/p${help?.ts.replace('.', '')}`]
  const counted = await erase(...message)
  expect(counted).toMatchObject({ code: 0, json: { isErased: false, messages: 1, confirm: `C0HELP:${help?.ts}` } })
  expect(await erase(...message, '--confirm', 'yes')).toMatchObject({ code: 1 })
  expect(await erase('--message', 'https://example.org/')).toMatchObject({ code: 1, stderr: expect.stringContaining('permalink') })
  expect(await erase('--channel', 'C0HELP', '--person', 'U0BOB')).toMatchObject({ code: 1 })
  expect(await actions(world)).not.toContain('message.erase')
  expect(await erase(...message, '--confirm', `C0HELP:${help?.ts}`)).toMatchObject({ code: 0, json: { isErased: true } })
  await world.quiet()
  expect([...(await world.stored()).values()].filter(({ channelId }) => channelId === 'C0HELP')).toEqual([])
  expect(await actions(world)).toEqual(expect.arrayContaining(['message.erase', 'message.erased']))
})

test('the list of erasures names what its viewer may know, and the rest by its id', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const ada = await ownerIn(world, 'U0ADA')
  const eve = await ownerIn(world, 'U0EVE')
  const erase = { ...ctx, enqueue: async () => {} }
  const [deal] = [...(await world.stored()).values()].filter(({ channelId }) => channelId === 'C0DEAL')
  for (const [kind, target] of [
    ['channel', 'C0HELP'],
    ['message', `C0DEAL:${deal?.ts}`],
    ['period', '2020-01-01T00:00:00.000Z/2020-02-01T00:00:00.000Z'],
    ['period', '2020-01-01T00:00:00.000Z/2020-02-01T00:00:00.000Z:C0DEAL'],
    ['person', 'U0BOB'],
    ['team', ACME],
  ] as const)
    await ctx.db.withTenant(TEAM, (tx) => requestErasure(erase, tx, { teamId: TEAM, kind, target, requestedBy: 'U0ADA' }))
  await world.admin`update teams set state = 'active' where team_id = ${ACME}`
  const names = async (page: SignedIn) =>
    (await page.call<Page<ErasureRow>>('/v1/erasures')).body.data.map(({ targetName }) => targetName ?? 'an id').toSorted()
  expect(await names(ada)).toEqual(['#deal', '#deal', '#help', 'Acme', 'Bob Test', 'an id'])
  // she is not in the private channel
  expect(await names(eve)).toEqual(['#help', 'Acme', 'Bob Test', 'an id', 'an id', 'an id'])
})
