import type { AnswerDetail, AnswerRow, Asked } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, teamMembersOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const QUESTION = 'when does the billing rewrite ship?'
const NOWHERE = '01890a5d-ac96-774b-bcce-b30209900000'
interface Page {
  data: AnswerRow[]
  nextCursor: string | null
  hasMore: boolean
}
const rows = async (who: SignedIn, address: string) => (await who.call<Page>(address)).body.data
const save = (who: SignedIn, id: string, body: object = {}) => who.call(`/v1/answers/${id}/saved`, { method: 'PUT', body })
/** By an answer to it. */
const forget = async (world: LivedInWorld, who: SignedIn, answerId: string) => {
  const [row] = await world.admin<{ id: string }[]>`select question_id as id from answers where answer_id = ${answerId}`
  return who.call(`/v1/questions/${row?.id ?? NOWHERE}`, { method: 'DELETE' })
}
const ask = async (who: SignedIn, question = QUESTION) => (await who.call<Asked>('/v1/ask', { body: { question } })).body.answerId
const lastDeed = async (world: LivedInWorld) => (await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1)))[0]

test('an answer is kept with a note that nobody else sees, in one list, until it is let go', async () => {
  await using world = await aWorld()
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  const [first, second] = [await ask(bob), await ask(bob, 'where is lunch?')]
  expect(await save(bob, first, { note: '  for the\u0000 launch ' })).toMatchObject({ status: 204 })
  expect(await lastDeed(world)).toMatchObject({ actor: 'U0BOB', action: 'answer.saved', target: first, diff: {} })
  expect(await save(bob, second)).toMatchObject({ status: 204 })
  // an owner reads the log, and keeps it, too
  expect(await save(ada, first, { note: 'ask Bob' })).toMatchObject({ status: 204 })
  expect(await rows(bob, '/v1/answers/saved')).toMatchObject([
    { id: second, saved: { note: null } },
    { id: first, question: QUESTION, saved: { note: expect.stringMatching(/^for the.* launch$/) } },
  ])
  expect((await rows(bob, '/v1/answers/mine')).map(({ saved }) => saved !== null)).toEqual([true, true])
  expect((await rows(ada, '/v1/answers')).map(({ saved }) => saved?.note ?? null)).toEqual([null, 'ask Bob'])
  expect((await ada.call<AnswerDetail>(`/v1/answers/${first}`)).body.saved).toMatchObject({ note: 'ask Bob' })
  const paged = await bob.call<Page>('/v1/answers/saved?limit=1')
  expect(paged.body).toMatchObject({ data: [{ id: second }], hasMore: true })
  expect(await rows(bob, `/v1/answers/saved?limit=1&cursor=${paged.body.nextCursor}`)).toMatchObject([{ id: first }])
  // another note takes the place of the first
  expect(await save(bob, first, { note: '' })).toMatchObject({ status: 204 })
  expect((await rows(bob, '/v1/answers/saved')).at(1)?.saved).toMatchObject({ note: null })
  const letGo = () => bob.call(`/v1/answers/${first}/saved`, { method: 'DELETE' })
  expect(await letGo()).toMatchObject({ status: 204 })
  expect(await lastDeed(world)).toMatchObject({ action: 'answer.unsaved', target: first })
  expect(await letGo()).toMatchObject({ status: 404 })
  expect((await rows(bob, '/v1/answers/saved')).map(({ id }) => id)).toEqual([second])
  expect(await save(bob, first, { note: 'x'.repeat(1_001) })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/note' }] } })
})

test('only what may be read is kept, and what may not be read any more is kept without its texts', async () => {
  await using world = await aWorld()
  const [ada, bob, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB'), await signedInAs(world, 'U0EVE')]
  const merger = await ask(bob, 'when does the merger with Initech close?')
  expect(await save(eve, merger)).toMatchObject({ status: 404 })
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'analyst', { by: 'U0ADA', atMs: Date.now() }))
  expect(await save(eve, merger)).toMatchObject({ status: 404 })
  expect(await save(eve, NOWHERE)).toMatchObject({ status: 404 })
  expect(await save(ada, merger, { note: 'Friday?' })).toMatchObject({ status: 204 })
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  expect(await rows(ada, '/v1/answers/saved')).toMatchObject([{ id: merger, question: null, isMasked: true, saved: { note: 'Friday?' } }])
})

test('somebody deletes one question of their own: it is gone everywhere, the others stay', async () => {
  await using world = await aWorld()
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  const [gone, stays] = [await ask(bob), await ask(bob, 'where is lunch?')]
  expect(await save(ada, gone, { note: 'mine' })).toMatchObject({ status: 204 })
  for (const [who, id] of [
    [ada, gone],
    [bob, NOWHERE],
  ] as const)
    expect(await forget(world, who, id)).toMatchObject({ status: 404 })
  expect(await forget(world, bob, gone)).toMatchObject({ status: 202, body: { id: expect.any(String) } })
  expect(await lastDeed(world)).toMatchObject({ actor: 'U0BOB', action: 'question.forgotten', diff: { posts: 0 } })
  expect((await rows(bob, '/v1/answers/mine')).map(({ id }) => id)).toEqual([stays])
  expect(await bob.call(`/v1/answers/${gone}`)).toMatchObject({ status: 404 })
  expect(await rows(ada, '/v1/answers/saved')).toEqual([])
  expect(await world.admin`select text from questions`).toEqual([{ text: 'where is lunch?' }])
  expect(await forget(world, bob, gone)).toMatchObject({ status: 404 })
})

test('what was posted in Slack for a question goes with it', async () => {
  await using world = await aWorld()
  const { ts } = await world.mention('U0BOB', 'C0GENERAL', QUESTION)
  await world.quiet()
  const bob = await signedInAs(world, 'U0BOB')
  const [row] = await rows(bob, '/v1/answers/mine')
  expect(world.repliesIn('C0GENERAL', ts)).toHaveLength(1)
  expect(await forget(world, bob, row?.id ?? '')).toMatchObject({ status: 202 })
  expect(await lastDeed(world)).toMatchObject({ action: 'question.forgotten', diff: { posts: 1 } })
  await world.quiet()
  expect(world.repliesIn('C0GENERAL', ts)).toEqual([])
  expect(await world.admin`select 1 from questions`).toHaveLength(0)
  expect(await world.admin`select 1 from answer_posts`).toHaveLength(0)
})

test('a question that is being answered is not deleted under whoever answers', async () => {
  await using world = await aWorld()
  const bob = await signedInAs(world, 'U0BOB')
  const id = await ask(bob)
  await world.admin`update answers set state = 'pending'`
  expect(await forget(world, bob, id)).toMatchObject({ status: 409 })
  // whoever answered it has died
  await world.admin`update questions set created_at = now() - interval '10 minutes'`
  expect(await forget(world, bob, id)).toMatchObject({ status: 202 })
  expect(await world.admin`select 1 from questions`).toHaveLength(0)
})

test('"forget me" takes along what one keeps', async () => {
  await using world = await aWorld()
  const [ada, bob] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0BOB')]
  const [own, others] = [await ask(ada), await ask(bob)]
  for (const id of [own, others]) await save(ada, id, { note: 'canary' })
  await world.as('U0ADA').slash('C0GENERAL', '/backscroll', 'forget me')
  await world.quiet()
  expect(await world.admin`select 1 from saved_answers`).toHaveLength(0)
  expect((await rows(bob, '/v1/answers/mine')).map(({ id }) => id)).toEqual([others])
})

test('the log is narrowed to what wrote an answer, and tells what has', async () => {
  await using world = await aWorld()
  const [ada, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0EVE')]
  const [one, two] = [await ask(ada), await ask(ada, 'where is lunch?')]
  await world.admin`update answers set model = 'command-a' where answer_id = ${two}`
  expect((await ada.call('/v1/answers/models')).body).toEqual({ data: ['command-a', 'extractive'] })
  expect((await rows(ada, '/v1/answers?model=command-a')).map(({ id }) => id)).toEqual([two])
  expect((await rows(ada, '/v1/answers?model=extractive')).map(({ id }) => id)).toEqual([one])
  expect(await eve.call('/v1/answers/models')).toMatchObject({ status: 403 })
})

test('a source tells how it was found, without the bare score of its words', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const { sources } = (await ada.call<AnswerDetail>(`/v1/answers/${await ask(ada)}`)).body
  const [cited] = sources
  expect(cited?.ranking).toMatchObject({ keywordRank: expect.any(Number), fusedScore: expect.any(Number), rerankScore: null })
  expect(JSON.stringify(sources)).not.toContain('keywordScore')
})
