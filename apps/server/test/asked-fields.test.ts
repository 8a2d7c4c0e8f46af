import type { AnswerDetail, AnswerRow, Asked, Authors, ReadableChannels } from '@backscroll/contracts'
import { teamId, userId } from '@backscroll/core'
import { evalSetsOf, teamMembersOf } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME, minutesAgo, smallCompany } from './world/small-company.ts'

const TEAM = teamId(ACME)
const DAY_MINUTES = 1_440
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MINUTES * 60_000).toISOString().slice(0, 10)

/** The small company with one topic said by several people, at several times, and in several forms. */
function talkative(): WorkspaceSeed[] {
  const [acme, ...others] = smallCompany()
  if (!acme) throw new Error('there is no company')
  const root = minutesAgo(40 * DAY_MINUTES)
  const said = [
    { ts: root, user: 'U0ADA', text: 'The quokka cluster moved to Oslo.' },
    { ts: minutesAgo(40 * DAY_MINUTES - 5), user: 'U0BOB', threadTs: root, text: 'The quokka cluster costs less there.' },
    { ts: minutesAgo(3 * DAY_MINUTES), user: 'U0EVE', text: 'The quokka cluster is described at <https://wiki.acme.test/quokka>' },
    { ts: minutesAgo(5), user: 'U0BOB', text: 'The quokka cluster restarts with `quokkactl up`.' },
    {
      ts: minutesAgo(4),
      user: 'U0BOB',
      text: 'The quokka cluster plan is attached.',
      files: [{ id: 'F0PLAN', name: 'plan.pdf', title: 'Plan of the quokka cluster', mimetype: 'application/pdf', size: 10 }],
    },
  ]
  const channels = (acme.channels ?? []).map((channel) =>
    channel.id === 'C0GENERAL' ? { ...channel, messages: [...(channel.messages ?? []), ...said] } : channel,
  )
  const elsewhere = channels.map((channel) =>
    channel.id === 'C0HELP'
      ? { ...channel, messages: [...(channel.messages ?? []), { ts: minutesAgo(200), user: 'U0ADA', text: 'The quokka cluster is ours.' }] }
      : channel,
  )
  return [{ ...acme, channels: elsewhere }, ...others]
}

test('each field of a question alone changes what it is answered from, as the same words in its text do', async () => {
  await using world = await aWorld({ workspaces: talkative() })
  await decide(world.db, { default_days: 365 })
  const ada = await signedInAs(world, 'U0ADA')
  const found = async (fields: object, question = 'what about the quokka cluster?') => {
    const said = await ada.call<Asked>('/v1/ask', { body: { question, maxSources: 50, ...fields } })
    if (said.status !== 200) throw new Error(said.text)
    return said.body.sources.map(({ text }) => text).toSorted()
  }
  const holding = (all: readonly string[], ...parts: string[]) => all.filter((text) => parts.some((part) => text.includes(part)))
  const all = await found({})
  expect(holding(all, 'quokka')).toHaveLength(6)
  const fields: [fields: object, typed: string | null, parts: string[]][] = [
    [{ channels: ['C0HELP'] }, 'in:#help', ['ours']],
    [{ authors: ['U0EVE'] }, 'from:@eve', ['described']],
    [{ daysBack: 1 }, 'today', ['ours', 'restarts', 'attached']],
    [{ daysBack: 30 }, 'last 30 days', ['ours', 'restarts', 'attached', 'described']],
    [{ from: dayBefore(4) }, `after:${dayBefore(5)}`, ['ours', 'restarts', 'attached', 'described']],
    [{ to: dayBefore(20) }, `before:${dayBefore(19)}`, ['Oslo', 'costs less']],
    [{ hasCode: true }, 'has:code', ['restarts']],
    [{ hasLink: true }, 'has:link', ['described']],
    [{ hasFile: true }, 'has:file', ['attached']],
    [{ inThread: true }, 'is:thread', ['Oslo', 'costs less']],
    [{ maxSources: 1 }, null, []],
  ]
  for (const [field, typed, parts] of fields) {
    const narrowed = await found(field)
    if (parts.length > 0) expect({ field, found: holding(narrowed, 'quokka') }).toEqual({ field, found: holding(all, ...parts) })
    expect({ field, isLess: narrowed.length < all.length }).toEqual({ field, isLess: true })
    if (typed !== null)
      expect({ typed, found: await found({}, `what about the quokka cluster? ${typed}`) }).toEqual({ typed, found: narrowed })
  }
  // fields are bounds of what the text asks
  expect(await found({ channels: ['C0HELP', 'C0GENERAL'] }, 'what about the quokka cluster? in:#help')).toEqual(
    await found({ channels: ['C0HELP'] }),
  )
  // a chosen time takes the place of the week that "latest" stands for
  expect(holding(await found({ to: dayBefore(20) }, 'what is the latest about the quokka cluster?'), 'Oslo')).toHaveLength(1)
})

test('a field that cannot be used is named, and nothing is asked', async () => {
  await using world = await aWorld()
  const eve = await signedInAs(world, 'U0EVE')
  const ask = (fields: object, question = 'when does the billing rewrite ship?') => eve.call('/v1/ask', { body: { question, ...fields } })
  const cases: [object, string][] = [
    [{ channels: ['C0GENERAL', 'C0DEAL'] }, '/channels/1'],
    [{ channels: ['C0NOTHING'] }, '/channels/0'],
    [{ authors: ['nobody'] }, '/authors/0'],
    [{ daysBack: 0 }, '/daysBack'],
    [{ daysBack: 366 }, '/daysBack'],
    [{ from: '2026-02-31' }, '/from'],
    [{ from: '2026-03-02', to: '2026-03-01' }, '/to'],
    [{ maxSources: 51 }, '/maxSources'],
  ]
  for (const [fields, pointer] of cases)
    expect({ fields, said: await ask(fields) }).toMatchObject({ fields, said: { status: 422, body: { errors: [{ pointer }] } } })
  expect(await ask({ channels: ['C0HELP'] }, 'billing rewrite in:#general')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/channels' }] },
  })
  // a channel that may not be read and one that does not exist are told alike
  const [hidden, none] = [await ask({ channels: ['C0DEAL'] }), await ask({ channels: ['C0NONE'] })]
  expect(hidden.text.replaceAll('C0DEAL', 'C0NONE').replaceAll(/"requestId":"[^"]+"/g, '')).toBe(
    none.text.replaceAll(/"requestId":"[^"]+"/g, ''),
  )
  expect(await world.admin`select 1 from questions`).toHaveLength(0)
})

test('what narrowed a question is told with it, to whoever may know the channels, and goes with it into a set', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const fields = { channels: ['C0DEAL'], authors: ['U0ADA'], daysBack: 30, hasLink: false }
  const { body } = await ada.call<Asked>('/v1/ask', { body: { question: 'when does the merger close?', ...fields } })
  expect(body.state).toBe('answered')
  const told = {
    channels: [{ channelId: 'C0DEAL', name: 'deal' }],
    authors: [{ userId: 'U0ADA', name: 'Ada Test' }],
    from: null,
    to: null,
    daysBack: 30,
    hasLink: false,
    hasFile: false,
    hasCode: false,
    inThread: false,
  }
  const history = (await ada.call<{ data: AnswerRow[] }>('/v1/answers/mine')).body.data
  expect(history).toMatchObject([{ question: 'when does the merger close?', filters: told }])
  expect((await ada.call<AnswerDetail>(`/v1/answers/${body.answerId}`)).body.filters).toEqual(told)
  // nothing found in a channel that the viewer may not read is still about that channel
  await ada.call<Asked>('/v1/ask', { body: { question: 'zorblax protocol?', channels: ['C0DEAL'] } })
  await world.db.withTenant(TEAM, (tx) => teamMembersOf(tx).setRole('U0EVE', 'analyst', { by: 'U0ADA', atMs: Date.now() }))
  const eve = await signedInAs(world, 'U0EVE')
  const log = await eve.call<{ data: AnswerRow[] }>('/v1/answers')
  expect(log.body.data).toMatchObject([
    { isMasked: true, question: null, filters: null },
    { isMasked: true, question: null, filters: null },
  ])
  expect(log.text).not.toMatch(/C0DEAL|zorblax/)

  const set = (await ada.call<{ id: string }>('/v1/evaluations/sets', { body: { name: 'mine', items: [{ query: 'x' }] } })).body
  expect(await ada.call(`/v1/answers/${body.answerId}/evaluation`, { body: { setId: set.id } })).toMatchObject({ status: 204 })
  const stored = await world.db.withTenant(TEAM, (tx) => evalSetsOf(tx).get(set.id, userId('U0ADA')))
  expect(stored?.items.at(-1)?.filters).toEqual({ channels: ['C0DEAL'], authors: ['U0ADA'], from: expect.stringMatching(/T/) })
})

test('a channel that is taken away between the question and its repetition is not looked into', async () => {
  await using world = await aWorld()
  const bob = await signedInAs(world, 'U0BOB')
  const first = (await bob.call<Asked>('/v1/ask', { body: { question: 'when does the merger close?', channels: ['C0DEAL'] } })).body
  expect(first.state).toBe('answered')
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0BOB'`
  const next = await bob.call('/v1/ask', { body: { question: 'and who said so?', follows: first.answerId, channels: ['C0DEAL'] } })
  expect(next).toMatchObject({ status: 422 })
})

test('whoever asks chooses among the channels they may read and the people they may know of', async () => {
  await using world = await aWorld()
  const [ada, eve, guest] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0EVE'), await signedInAs(world, 'U0GUEST')]
  const channels = async (who: typeof ada, query = '') => {
    const { body } = await who.call<ReadableChannels>(`/v1/channels/readable${query}`)
    return { names: body.data.map(({ name }) => name), total: body.total }
  }
  expect(await channels(ada)).toEqual({ names: ['deal', 'general', 'help'], total: 3 })
  expect(await channels(eve)).toEqual({ names: ['general', 'help'], total: 2 })
  expect(await channels(guest)).toEqual({ names: ['help'], total: 1 })
  expect(await channels(ada, '?name=EL')).toEqual({ names: ['help'], total: 3 })
  expect(await channels(ada, '?name=%25')).toEqual({ names: [], total: 3 })
  expect((await channels(eve, '?ids=C0DEAL,C0HELP,C0NOTHING')).names).toEqual(['help'])
  // among thousands, those that fit are told, and all are counted
  await world.admin`
    insert into channels (team_id, channel_id, name, is_private, is_archived, is_general, is_ext_shared, is_org_shared, topic, purpose, bot_is_member, policy)
    select ${ACME}, 'C0MANY' || n, 'many-' || lpad(n::text, 4, '0'), false, false, false, false, false, '', '', false, 'allowed' from generate_series(1, 5000) n`
  expect(await channels(eve, '?name=any-4999')).toEqual({ names: ['many-4999'], total: 5_002 })
  expect((await channels(eve)).names).toHaveLength(30)
  const hundred = Array.from({ length: 100 }, (_, at) => `C0MANY${at + 1}`).join(',')
  expect((await channels(eve, `?ids=${hundred}`)).names).toHaveLength(100)
  const people = async (who: typeof ada, query = '') =>
    (await who.call<Authors>(`/v1/people/known${query}`)).body.data.map(({ userId }) => userId)
  expect(await people(ada)).toEqual(['U0ADA', 'U0BOB', 'U0EVE', 'U0GUEST'])
  expect(await people(eve, '?name=b')).toEqual(['U0BOB'])
  expect(await people(eve, '?ids=U0BOB,U0NOBODY')).toEqual(['U0BOB'])
  // a guest sees in Slack whom they share a channel with
  expect(await people(guest)).toEqual(['U0ADA', 'U0GUEST'])
  expect(await people(guest, '?ids=U0BOB')).toEqual([])
  expect(await ada.call('/v1/channels/readable?ids=nonsense')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ids/0' }] } })
})
