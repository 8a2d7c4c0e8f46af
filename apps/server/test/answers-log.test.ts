import type { AnswerDetail, AnswerRow, ClusterRow } from '@backscroll/contracts'
import { teamId, userId } from '@backscroll/core'
import { auditOf, evalSetsOf, feedbackOf, teamMembersOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { clusterTeamQuestions } from '../src/flows/feedback/cluster-questions.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
interface Page {
  data: AnswerRow[]
  nextCursor: string | null
  hasMore: boolean
}
const log = async (who: SignedIn, query = '') => (await who.call<Page>(`/v1/answers${query}`)).body

async function asAnalyst(world: LivedInWorld, id: string): Promise<SignedIn> {
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole(id, 'analyst', { by: 'U0ADA', atMs: Date.now() }))
  return signedInAs(world, id)
}

test('the log tells who asked what; texts only to those who may read every channel behind them, and to whoever asked', async () => {
  await using world = await aWorld()
  await world.ask('U0BOB', 'when does the merger with Initech close?')
  await world.ask('U0BOB', 'when does the billing rewrite ship? in:#general')
  const eve = await asAnalyst(world, 'U0EVE')
  const seen = await log(eve)
  expect(seen.data).toHaveLength(2)
  expect(seen.data[0]).toMatchObject({
    question: 'when does the billing rewrite ship? in:#general',
    isMasked: false,
    asker: { userId: 'U0BOB' },
    state: 'answered',
  })
  expect(seen.data[1]).toMatchObject({ question: null, isMasked: true, surface: 'command', citations: 1 })
  const [, merger] = seen.data
  const hidden = await eve.call<AnswerDetail>(`/v1/answers/${merger?.id}`)
  expect(hidden.body).toMatchObject({ question: null, text: null, statements: [], isMasked: true })
  expect(hidden.text).not.toMatch(/merger|Initech|Friday|C0DEAL/i)

  const ada = await signedInAs(world, 'U0ADA')
  const whole = (await ada.call<AnswerDetail>(`/v1/answers/${merger?.id}`)).body
  expect(whole).toMatchObject({ isMasked: false, text: expect.stringMatching(/closes on Friday/), statements: [{ ordinals: [1] }] })
  expect(whole.sources.find(({ role }) => role === 'cited')).toMatchObject({
    channelId: 'C0DEAL',
    channelName: 'deal',
    permalink: expect.stringMatching(/archives\/C0DEAL\/p/),
    text: expect.stringMatching(/Initech/),
  })
  expect(whole.trace.map(({ step }) => step)).toEqual(['rights', 'search', 'rerank', 'write', 'cite', 'show'])
  expect(whole.confidenceParts).not.toEqual({})
  expect(whole.coverage).toMatch(/channels searched/)

  // a right that is taken is gone at the next look, an owner's too
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  expect((await log(ada)).data[1]).toMatchObject({ question: null, isMasked: true })
  const bob = await signedInAs(world, 'U0BOB')
  expect((await bob.call<Page>('/v1/answers/mine')).body.data.map(({ question }) => question)).toEqual([
    'when does the billing rewrite ship? in:#general',
    'when does the merger with Initech close?',
  ])
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0BOB'`
  const own = (await bob.call<AnswerDetail>(`/v1/answers/${merger?.id}`)).body
  expect(own).toMatchObject({ isMasked: false, question: expect.stringMatching(/merger/) })
  expect(own.sources.map(({ channelId }) => channelId)).not.toContain('C0DEAL')
})

test('the log is for analysts, one`s own questions are for everybody, and what is not there is not there', async () => {
  await using world = await aWorld()
  await world.ask('U0BOB', 'when does the billing rewrite ship?')
  const [ada, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0EVE')]
  expect(await eve.call('/v1/answers')).toMatchObject({ status: 403 })
  expect((await eve.call<Page>('/v1/answers/mine')).body.data).toEqual([])
  const [row] = (await log(ada)).data
  for (const [who, id] of [
    [eve, row?.id],
    [eve, '01890a5d-ac96-774b-bcce-b30209900000'],
    [ada, '01890a5d-ac96-774b-bcce-b30209900000'],
  ] as const)
    expect(await who.call(`/v1/answers/${id}`)).toMatchObject({ status: 404 })
  expect(await ada.call('/v1/answers/nonsense')).toMatchObject({ status: 422 })
})

test('filters and pages of the log hold each answer once', async () => {
  await using world = await aWorld()
  for (const question of ['when does the billing rewrite ship?', 'what about the zorblax protocol?', 'where is lunch?'])
    await world.ask('U0EVE', question)
  await world.ask('U0BOB', 'when is lunch?')
  const ada = await signedInAs(world, 'U0ADA')
  const all = (await log(ada)).data.map(({ id }) => id)
  expect(all).toHaveLength(4)
  const paged: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await log(ada, `?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    paged.push(...page.data.map(({ id }) => id))
    expect(page.hasMore).toBe(page.nextCursor !== null)
    cursor = page.nextCursor
  }
  expect(paged).toEqual(all)
  expect((await log(ada, '?asker=U0BOB')).data).toMatchObject([{ question: 'when is lunch?' }])
  expect((await log(ada, '?unanswered=yes')).data).toMatchObject([{ question: 'what about the zorblax protocol?' }])
  expect((await log(ada, '?surface=dm,home')).data).toEqual([])
  expect((await log(ada, '?from=2020-01-01&to=2020-01-02')).data).toEqual([])
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(Date.now())
  expect((await log(ada, `?from=${today}&to=${today}`)).data).toHaveLength(4)
  expect(await ada.call('/v1/answers?cursor=e30')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } })
})

test('the log is fetched whole as it is narrowed, texts withheld as in the list, and no cell is a formula', async () => {
  await using world = await aWorld()
  await world.ask('U0BOB', 'when does the merger with Initech close?')
  for (const question of ['=HYPERLINK("x") where is lunch? in:#general', 'when does the billing rewrite ship? in:#general'])
    await world.ask('U0BOB', question)
  await world.settled()
  const eve = await asAnalyst(world, 'U0EVE')
  const fetched = async (who: SignedIn, query = '') => {
    const reply = await fetch(`${world.url}/v1/answers/download${query}`, { headers: who.headers })
    return { status: reply.status, headers: reply.headers, text: await reply.text() }
  }
  const csv = await fetched(eve)
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="answers.csv"')
  const lines = csv.text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^"askedAt","asker","surface","state","question"/)
  expect(lines[1]).toContain('"Bob Test","command","answered","when does the billing rewrite ship? in:#general"')
  expect(lines[2]).toContain(`"'=HYPERLINK(""x"") where is lunch? in:#general"`)
  expect(csv.text).not.toMatch(/merger|Initech|C0DEAL/)
  const [entry] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(entry).toMatchObject({ actor: 'U0EVE', action: 'answers.download', diff: { format: 'csv' } })
  const rows = (await fetched(eve, '?format=jsonl&state=answered')).text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ question, isMasked }) => ({ question, isMasked })).at(-1)).toEqual({ question: null, isMasked: true })
  expect(await fetched(eve, '?format=xml')).toMatchObject({ status: 422 })
  const gus = await signedInAs(world, 'U0GUEST')
  expect(await fetched(gus)).toMatchObject({ status: 403 })
})

test('what people say of an answer is noted once a person, by those who may read it', async () => {
  await using world = await aWorld()
  await world.ask('U0BOB', 'when does the merger with Initech close?')
  const [ada, bob, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB'), await asAnalyst(world, 'U0EVE')]
  const id = (await log(ada)).data[0]?.id ?? ''
  const say = (who: SignedIn, body: object) => who.call(`/v1/answers/${id}/feedback`, { method: 'PUT', body })
  expect(await say(bob, { verdict: 'good' })).toMatchObject({ status: 204 })
  expect(await say(bob, { verdict: 'bad', reason: 'outdated', comment: 'It was Thursday' })).toMatchObject({ status: 204 })
  expect(await say(ada, { verdict: 'good' })).toMatchObject({ status: 204 })
  expect(await say(eve, { verdict: 'good' })).toMatchObject({ status: 404 })
  expect(await say(bob, { verdict: 'fine' })).toMatchObject({ status: 422 })
  const said = await world.db.withTenant(TEAM, (tx) => feedbackOf(tx).forAnswers([id]))
  expect(said.get(id)).toMatchObject([
    { userId: 'U0BOB', verdict: 'bad', reason: 'outdated', comment: 'It was Thursday' },
    { userId: 'U0ADA', verdict: 'good' },
  ])
  const [entry] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(entry).toMatchObject({ actor: 'U0ADA', action: 'answer.feedback', target: id, diff: { verdict: 'good' } })
  const [masked] = (await eve.call<AnswerDetail>(`/v1/answers/${id}`)).body.feedback
  expect(masked).toMatchObject({ by: { userId: 'U0BOB' }, verdict: 'bad', comment: null })
  expect((await log(ada)).data[0]).toMatchObject({ good: 1, bad: 1 })
  expect((await log(ada, '?feedback=bad')).data).toHaveLength(1)
})

test('an answered question goes into a set of the caller', async () => {
  await using world = await aWorld()
  await world.ask('U0ADA', 'when does the billing rewrite ship?')
  const ada = await signedInAs(world, 'U0ADA')
  const id = (await log(ada)).data[0]?.id ?? ''
  const set = (await ada.call<{ id: string }>('/v1/evaluations/sets', { body: { name: 'mine', items: [{ query: 'x', judgments: [] }] } }))
    .body
  expect(await ada.call(`/v1/answers/${id}/evaluation`, { body: { setId: set.id } })).toMatchObject({ status: 204 })
  const stored = await world.db.withTenant(TEAM, (tx) => evalSetsOf(tx).get(set.id, userId('U0ADA')))
  expect(stored?.items.at(-1)).toMatchObject({
    query: 'when does the billing rewrite ship?',
    judgments: [{ channelId: 'C0GENERAL', grade: 3 }],
  })
  const elsewhere = '01890a5d-ac96-774b-bcce-b30209900000'
  expect(await ada.call(`/v1/answers/${id}/evaluation`, { body: { setId: elsewhere } })).toMatchObject({ status: 404 })
  expect(await ada.call(`/v1/answers/${elsewhere}/evaluation`, { body: { setId: set.id } })).toMatchObject({ status: 404 })
})

test('questions without a good answer are told in groups, which somebody takes and resolves', async () => {
  await using world = await aWorld()
  for (const who of ['U0BOB', 'U0EVE']) await world.ask(who, 'where is the zorblax handbook?')
  // an answer is shown before it is written down
  await world.settled()
  await clusterTeamQuestions({ db: world.db, clock: { nowMs: () => Date.now() } }, { teamId: TEAM })
  const ada = await signedInAs(world, 'U0ADA')
  const groups = async (query = '') => (await ada.call<{ data: ClusterRow[] }>(`/v1/clusters${query}`)).body.data
  const [group] = await groups()
  expect(group).toMatchObject({ label: expect.stringMatching(/zorblax/), size: 2, state: 'open', owner: null })
  expect(group?.questions.map(({ asker }) => asker.userId).toSorted()).toEqual(['U0BOB', 'U0EVE'])
  const change = (body: object) => ada.call(`/v1/clusters/${group?.id}`, { method: 'PATCH', body })
  expect(await change({ state: 'assigned' })).toMatchObject({ status: 204 })
  expect((await groups('?state=assigned'))[0]).toMatchObject({ owner: { userId: 'U0ADA' } })
  const { ts } = world.as('U0BOB').post('C0GENERAL', 'The handbook lies in the drawer.')
  await world.settled()
  expect(await change({ state: 'resolved', resolvedBy: { channelId: 'C0GENERAL', ts: '1.000001' } })).toMatchObject({ status: 422 })
  expect(await change({ state: 'resolved', resolvedBy: { channelId: 'C0GENERAL', ts } })).toMatchObject({ status: 204 })
  expect(await groups()).toMatchObject([
    { state: 'resolved', resolvedBy: { channelId: 'C0GENERAL', ts, permalink: expect.stringMatching(/^http/) } },
  ])
  const [entry] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(entry).toMatchObject({ action: 'questions.resolved', target: group?.id })
  expect(await ada.call('/v1/clusters/01890a5d-ac96-774b-bcce-b30209900000', { method: 'PATCH', body: { state: 'open' } })).toMatchObject({
    status: 404,
  })
  // from a private channel that the viewer is not in, a question is not told
  await world.admin`update questions set channel_id = 'C0DEAL' where cluster_id is not null`
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  const [hidden] = await groups()
  expect(hidden).toMatchObject({ label: null, size: 2 })
  expect(hidden?.questions.every(({ text }) => text === null)).toBe(true)
})
