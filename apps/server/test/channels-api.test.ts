import type { ChannelDetail, ChannelList, ChannelRow, PolicyChanged, SearchResponse, WhyAnswer } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

const TEAM = teamId(ACME)
const lastAudit = async (world: LivedInWorld, count = 1) => world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(count))
const auditRows = async (world: LivedInWorld): Promise<number> =>
  (await world.admin<{ count: number }[]>`select count(*)::int as count from audit_log`)[0]?.count ?? 0
const list = async (who: SignedIn, query = '') => (await who.call<ChannelList>(`/v1/channels${query}`)).body
const why = async (who: SignedIn, channel: string) =>
  (await who.call<WhyAnswer>(`/v1/channels/why?channel=${encodeURIComponent(channel)}`)).body

test('channels are told with what is stored of them, and private ones by name only to those who are in them', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const all = await list(ada)
  expect(all.data.map(({ channelId, name, status }) => [channelId, name, status])).toEqual([
    ['C0DEAL', 'deal', 'ready'],
    ['C0GENERAL', 'general', 'ready'],
    ['C0HELP', 'help', 'ready'],
  ])
  expect(all).toMatchObject({ nextCursor: null, hasMore: false, counts: { all: 3, pending: 0, allowed: 3, excluded: 0 } })
  const counted = await world.admin<{ id: string; stored: number; indexed: number }[]>`
    select channel_id as id, count(*)::int as stored, (count(*) filter (where indexed_version = version))::int as indexed
    from messages where team_id = ${ACME} and deleted_at is null group by 1 order by 1`
  expect(all.data.map(({ channelId: id, messages: { stored, indexed } }) => ({ id, stored, indexed }))).toEqual([...counted])

  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  const text = (await ada.call('/v1/channels')).text
  expect(text).not.toContain('"deal"')
  expect((await list(ada)).data.at(-1)).toMatchObject({ channelId: 'C0DEAL', name: null, isPrivate: true, messages: { stored: 1 } })
  const detail = (await ada.call<ChannelDetail>('/v1/channels/C0DEAL')).body
  expect(detail).toMatchObject({ name: null, topic: '', purpose: '', canRead: false })
  expect((await ada.call<ChannelDetail>('/v1/channels/C0GENERAL')).body).toMatchObject({
    canRead: true,
    coverage: [{ isComplete: true, threadsComplete: true }],
    reading: { threadsWaiting: 0, waitsUntil: null },
  })
  const pages: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: ChannelList = await list(ada, `?limit=1${cursor ? `&cursor=${cursor}` : ''}`)
    pages.push(...page.data.map(({ channelId }) => channelId))
    cursor = page.nextCursor
  }
  expect(pages).toEqual(['C0GENERAL', 'C0HELP', 'C0DEAL'])
  expect(await ada.call('/v1/channels?cursor=nonsense')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } })
})

test('the list is for admins of the workspace itself, and a channel of another one is not there', async () => {
  await using world = await aWorld({ installedIn: [ACME, GLOBEX] })
  const [ada, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0EVE')]
  expect(await eve.call('/v1/channels')).toMatchObject({ status: 403 })
  const [foreign] = await world.admin<{ id: string }[]>`select channel_id as id from channels where team_id = ${GLOBEX}`
  const before = await auditRows(world)
  for (const id of [foreign?.id, 'C0NOTHING']) {
    expect(await ada.call(`/v1/channels/${id}`)).toMatchObject({ status: 404 })
    expect(await ada.call(`/v1/channels/${id}`, { method: 'PATCH', body: { legalHold: true } })).toMatchObject({ status: 404 })
    expect(await ada.call(`/v1/channels/${id}`, { method: 'PATCH', body: { priority: 3 } })).toMatchObject({ status: 404 })
    expect(await ada.call(`/v1/channels/${id}/reindex`, { method: 'POST' })).toMatchObject({ status: 404 })
    expect(await ada.call(`/v1/channels/${id}/join`, { method: 'POST' })).toMatchObject({ status: 404 })
    expect((await why(ada, id ?? '')).steps.find(({ state }) => state === 'missing')?.name).toBe('known')
    const policy = await ada.call<PolicyChanged>('/v1/channels/policy', { body: { channelIds: [id], policy: 'excluded' } })
    expect(policy.body).toMatchObject({ changed: [], unchanged: [], refused: [{ channelId: id }] })
  }
  expect(await auditRows(world)).toBe(before)
  expect((await world.admin`select 1 from channels where policy = 'excluded'`).length).toBe(0)
})

test('what an admin changes about a channel holds, and stands in the audit log', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const change = (body: object) => ada.call<ChannelRow>('/v1/channels/C0HELP', { method: 'PATCH', body })
  expect((await change({ retentionDays: 7, legalHold: true })).body).toMatchObject({ retentionDays: 7, keptDays: 7, legalHold: true })
  expect(await lastAudit(world)).toMatchObject([{ actor: 'U0ADA', actorKind: 'user', action: 'channel.retention', target: 'C0HELP' }])
  expect((await change({ priority: 5 })).body).toMatchObject({ priority: 5 })
  expect(await lastAudit(world)).toMatchObject([{ action: 'channel.change', diff: { to: { backfillPriority: 5, answersEnabled: true } } }])
  expect(await change({})).toMatchObject({ status: 422 })
  expect(await change({ retentionDays: 0 })).toMatchObject({ status: 422 })
  const key = await aKeyOf(world, 'U0ADA', { scopes: ['channels'] })
  expect(await callApi(world, key, '/v1/channels/C0HELP', { method: 'PATCH', body: { retentionDays: null } })).toMatchObject({
    status: 200,
  })
  expect(await lastAudit(world)).toMatchObject([{ actorKind: 'api-key', action: 'channel.retention' }])

  const excluded = await ada.call<PolicyChanged>('/v1/channels/policy', { body: { channelIds: ['C0HELP', 'C0HELP'], policy: 'excluded' } })
  expect(excluded.body).toMatchObject({ changed: ['C0HELP'], unchanged: [], refused: [] })
  expect(await lastAudit(world)).toMatchObject([{ actor: 'U0ADA', actorKind: 'user', action: 'channel.excluded', target: 'C0HELP' }])
  expect(await why(ada, '#help')).toMatchObject({ channelId: 'C0HELP', sentence: expect.stringMatching(/Allow it/) })
  const again = await ada.call<PolicyChanged>('/v1/channels/policy', { body: { channelIds: ['C0HELP', 'C0DEAL'], policy: 'excluded' } })
  expect(again.body).toMatchObject({ changed: ['C0DEAL'], unchanged: ['C0HELP'] })
  await ada.call('/v1/channels/policy', { body: { channelIds: ['C0HELP'], policy: 'allowed' } })
  await world.settled()
  expect((await list(ada, '?search=help')).data).toMatchObject([{ policy: 'allowed', status: 'ready', messages: { stored: 1 } }])
})

test('from a channel without answers nothing is answered, and what is said there can still be searched', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const question = 'how do I reset the staging database?'
  expect(await world.ask('U0ADA', question)).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0HELP' }] })
  await ada.call('/v1/channels/C0HELP', { method: 'PATCH', body: { answersEnabled: false } })
  expect((await world.ask('U0ADA', `${question} now`)).sources).toEqual([])
  const found = await ada.call<SearchResponse>('/v1/search', { body: { query: 'staging database' } })
  expect(found.body.results[0]).toMatchObject({ channelId: 'C0HELP' })
  expect(await why(ada, 'help')).toMatchObject({ sentence: expect.stringMatching(/switched off for this channel/) })
  await ada.call('/v1/channels/C0HELP', { method: 'PATCH', body: { answersEnabled: true } })
  expect(await world.ask('U0ADA', `${question} again`)).toMatchObject({ kind: 'answered' })
  expect(await why(ada, 'help')).toMatchObject({ sentence: expect.stringMatching(/Nothing stands in the way/) })
})

test('a channel is indexed anew where the index differs', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  expect(await ada.call('/v1/channels/C0GENERAL/reindex', { method: 'POST' })).toMatchObject({ status: 202, body: { id: 'C0GENERAL' } })
  expect(await lastAudit(world)).toMatchObject([{ action: 'channel.reindex', target: 'C0GENERAL', diff: { messages: 3 } }])
  await world.settled()
  expect(await world.ask('U0EVE', 'when does the billing rewrite ship?')).toMatchObject({ kind: 'answered' })
})

test('the app comes into a public channel when it is let, and says why where it may not', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const join = (id: string) => ada.call<ChannelRow & { detail: string }>(`/v1/channels/${id}/join`, { method: 'POST' })
  expect(await join('C0DEAL')).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/private channel/) } })
  await world.admin`update channels set bot_is_member = false where channel_id = 'C0HELP'`
  expect(await why(ada, 'help')).toMatchObject({ sentence: expect.stringMatching(/not in this channel/) })
  expect(await join('C0HELP')).toMatchObject({ status: 200, body: { botIsMember: true } })
  expect(await lastAudit(world)).toMatchObject([{ action: 'channel.join', target: 'C0HELP' }])
})

test('two hundred channels are allowed at once, and all of them stand in one page', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  await world.admin`
    insert into channels (team_id, channel_id, name, is_private, is_archived, is_general, is_ext_shared, is_org_shared, topic, purpose, bot_is_member)
    select ${ACME}, 'C0BULK' || n, 'bulk-' || lpad(n::text, 3, '0'), false, false, false, false, false, '', '', false from generate_series(1, 200) n`
  const pending = await list(ada, '?limit=500&policy=pending')
  expect(pending.data).toHaveLength(200)
  const channelIds = pending.data.map(({ channelId }) => channelId)
  const allow = () => ada.call<PolicyChanged>('/v1/channels/policy', { body: { channelIds, policy: 'allowed' } })
  const { status, body } = await allow()
  expect([status, body.changed.length, body.refused]).toEqual([200, 200, []])
  expect((await list(ada)).counts).toEqual({ all: 203, pending: 0, allowed: 203, excluded: 0 })
  expect((await allow()).body).toMatchObject({ changed: [], refused: [] })
})

test('a channel costs its share of what the answers that cite it have cost, told to those who can read it', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  for (const question of ['when does the billing rewrite ship?', 'when does the merger close?']) await world.ask('U0ADA', question)
  await world.admin`
    insert into llm_calls (team_id, purpose, provider, model, cost_micro_usd, status, created_at, ref)
    select team_id, 'answer', 'cohere', 'm', 9000, 'ok', now(), question_id::text from questions, generate_series(1, 2)`
  // one answer rests on two channels, two to one
  const [cited] = await world.admin<{ id: string; channel: string }[]>`
    select answer_id as id, channel_id as channel from answer_sources where role = 'cited' and channel_id = 'C0GENERAL' limit 1`
  await world.admin`delete from answer_sources where answer_id = ${cited?.id ?? ''}`
  await world.admin`
    insert into answer_sources (team_id, answer_id, ordinal, channel_id, ts, version, role)
    select ${ACME}, ${cited?.id ?? ''}::uuid, n, case when n < 3 then 'C0GENERAL' else 'C0HELP' end, n::text || '.000100', 1, 'cited'
    from generate_series(1, 3) n`
  const costOf = async (id: string) => (await ada.call<ChannelDetail>(`/v1/channels/${id}`)).body.cost
  expect([await costOf('C0GENERAL'), await costOf('C0HELP'), await costOf('C0DEAL')]).toEqual([
    { questions: 1, usd: 0.012 },
    { questions: 1, usd: 0.006 },
    { questions: 1, usd: 0.018 },
  ])
  await world.admin`update answers set created_at = now() - interval '31 days' where answer_id = ${cited?.id ?? ''}`
  expect(await costOf('C0GENERAL')).toEqual({ questions: 0, usd: 0 })
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  expect(await costOf('C0DEAL')).toBeNull()
})
