import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { forgedPress, newestShownTo, shownTo } from './world/pressing.ts'
import { readAnswer } from './world/read-answer.ts'
import { saidIn } from './world/said-by-app.ts'
import { GLOBEX } from './world/small-company.ts'

const SHIPS = 'The billing rewrite ships on 14 December, after the freeze.'
const HERE = 'C0GENERAL'

test('an answer is shared as it is only when everybody there can read all it comes from; otherwise another is proposed first', async () => {
  await using world = await aWorld()
  const ada = world.as('U0ADA')
  const posted = () => saidIn(world.slack, HERE).map((message) => readAnswer(message).text)
  const begin = posted().length
  const press = async (actionId: string) => {
    const outcome = await ada.press(HERE, newestShownTo(world, 'U0ADA', HERE).ts, actionId)
    expect(outcome).toEqual({ ok: true })
    await world.settled()
  }

  await world.ask('U0ADA', 'when do we ship the billing rewrite?', { channelId: HERE })
  await world.settled()
  const own = newestShownTo(world, 'U0ADA', HERE)
  await press('answer_share')
  expect(posted().slice(begin)).toEqual([expect.stringContaining(SHIPS)])
  expect(posted().at(-1)).toMatch(/Shared by Ada Test\. Everybody here can read what it comes from\./)
  expect(posted().at(-1)).toContain('Mention me to ask here')
  await ada.press(HERE, own.ts, 'answer_share')
  await world.settled()
  expect(posted().slice(begin)).toHaveLength(1)
  expect(newestShownTo(world, 'U0ADA', HERE).text).toContain('shared this answer here already')
  const rows =
    await world.admin`select shared_by, shared_channel_id, (select count(*)::int from answer_posts p where p.answer_id = a.answer_id) as posts
    from answers a where shared_at is not null`
  expect([...rows]).toEqual([{ shared_by: 'U0ADA', shared_channel_id: HERE, posts: 2 }])

  // what stands on a private channel stays there; another answer is made from what everybody can read
  world.as('U0BOB').post('C0DEAL', 'The canteen is closed on Monday because of the merger party.')
  world.as('U0BOB').post(HERE, 'The canteen is closed on Sunday because of the cleaning.')
  await world.settled()
  const asked = await world.ask('U0ADA', 'when is the canteen closed?', { channelId: HERE })
  expect(asked.text).toContain('Monday')
  await world.settled()
  const known = shownTo(world, 'U0ADA', HERE).length
  await press('answer_share')
  expect(posted().slice(begin)).toHaveLength(1)
  const [why, ...proposed] = shownTo(world, 'U0ADA', HERE).slice(known)
  expect(why?.text).toContain('cannot be read by everybody in this channel')
  const proposal = proposed.find(({ text }) => text.includes('Sunday'))
  expect(proposal?.text).not.toContain('Monday')
  expect(proposal?.text).toContain('Share')
  await ada.press(HERE, proposal?.ts ?? '', 'answer_share')
  await world.settled()
  expect(posted().slice(begin)).toHaveLength(2)
  expect(posted().at(-1)).toContain('Sunday')
  expect(JSON.stringify(saidIn(world.slack, HERE))).not.toContain('Monday')

  // nobody else, no other company, nothing that was never there; and not while it is switched off
  const answers = await world.admin<{ answer_id: string }[]>`select answer_id from answers where shared_at is null and state = 'answered'`
  const id = answers[0]?.answer_id ?? ''
  for (const forged of [
    { userId: 'U0EVE', value: id },
    { userId: 'U0BOB', value: id },
    { userId: 'U0ZOE', userTeamId: GLOBEX, value: id },
    { userId: 'U0NOBODY', value: id },
    { userId: 'U0ADA', value: 'no-id' },
    { userId: 'U0ADA', value: crypto.randomUUID() },
    { userId: 'U0ADA', value: 'x'.repeat(5_000) },
    { userId: 'U0ADA', value: id, teamId: 'T0NOWHERE' },
  ])
    expect(await forgedPress(world, { ...forged, actionId: 'answer_share' })).toEqual([200, ''])
  await world.settled()
  expect(posted().slice(begin)).toHaveLength(2)
  await decide(world.db, { public_answers: false })
  expect(await forgedPress(world, { userId: 'U0ADA', value: id, actionId: 'answer_share' })).toEqual([200, ''])
  await world.settled()
  expect(posted().slice(begin)).toHaveLength(2)
  expect(newestShownTo(world, 'U0ADA', HERE).text).toContain('stays with you')
})

test('below an answer its asker asks again in other words, everybody sees what they may of its sources, and says what they think of it', async () => {
  await using world = await aWorld()
  const [ada, bob, eve] = [world.as('U0ADA'), world.as('U0BOB'), world.as('U0EVE')]
  const questions = () => world.admin`select text, surface, audience, parent_id is not null as is_again from questions order by created_at`

  // edit and ask again
  await world.ask('U0ADA', '<#C0DEAL> when does the merger with Initech close?', { channelId: HERE })
  await world.settled()
  const first = newestShownTo(world, 'U0ADA', HERE)
  expect(await ada.press(HERE, first.ts, 'answer_edit')).toEqual({ ok: true })
  expect(JSON.stringify(ada.view()?.view)).toContain('#deal when does the merger with Initech close?')
  expect(await ada.submit({ ask_question: 'no' })).toMatchObject({ ok: false })
  expect(await ada.submit({ ask_question: 'when do we ship the billing <rewrite>?', ask_channel: HERE, ask_days: '30' })).toEqual({
    ok: true,
  })
  await world.settled()
  expect((await questions()).at(-1)).toEqual({
    text: `<#${HERE}> last 30 days when do we ship the billing &lt;rewrite&gt;?`,
    surface: 'command',
    audience: 'private',
    is_again: true,
  })
  expect(shownTo(world, 'U0ADA', HERE)).toHaveLength(1)
  expect(newestShownTo(world, 'U0ADA', HERE).text).toContain(SHIPS)

  // sources: what may be read at the moment of the press
  await world.ask('U0BOB', 'when does the merger with Initech close?', { channelId: HERE })
  await world.settled()
  const own = newestShownTo(world, 'U0BOB', HERE)
  await bob.press(HERE, own.ts, 'answer_sources')
  expect(JSON.stringify(bob.view()?.view)).toContain('closes on Friday')
  await bob.closeView('all')
  ada.kick('C0DEAL', 'U0BOB')
  await world.settled()
  await bob.press(HERE, own.ts, 'answer_sources')
  expect(JSON.stringify(bob.view()?.view)).toContain('no source left that you can read')
  expect(JSON.stringify(bob.view()?.view)).not.toMatch(/Friday|deal/)
  await bob.closeView('all')

  // more results than everybody may see
  const { ts } = await world.mention('U0ADA', HERE, 'when does the merger with Initech close?')
  await world.settled()
  const more = newestShownTo(world, 'U0ADA', HERE)
  expect(more.text).toContain('1 more result only you can see.')
  expect(await ada.press(HERE, more.ts, 'answer_only_you')).toEqual({ ok: true })
  await world.settled()
  expect(newestShownTo(world, 'U0ADA', HERE).text).toContain('closes on Friday')
  expect(JSON.stringify(world.repliesIn(HERE, ts))).not.toContain('Friday')

  // feedback: once per person, changed, given a reason, taken back
  const { ts: root } = await world.mention('U0ADA', HERE, 'when do we ship the billing rewrite?')
  await world.settled()
  const answer = world.repliesIn(HERE, root)[0]
  const said = () => world.admin`select user_id, verdict, reason, comment from feedback order by user_id`
  const [row] = await world.admin`select answer_id from answers where posted_ts = ${answer?.ts ?? ''}`
  const thumb = (verdict: 'good' | 'bad') => `${verdict}:${row?.answer_id}`
  await eve.press(HERE, answer?.ts ?? '', 'answer_feedback', thumb('good'))
  await bob.press(HERE, answer?.ts ?? '', 'answer_feedback', thumb('good'))
  await bob.press(HERE, answer?.ts ?? '', 'answer_feedback', thumb('bad'))
  expect(JSON.stringify(bob.view()?.view)).toContain('What is not good?')
  expect(await bob.submit({ feedback_reason: 'outdated', feedback_comment: 'It moved.' })).toEqual({ ok: true })
  expect([...(await said())]).toEqual([
    { user_id: 'U0BOB', verdict: 'bad', reason: 'outdated', comment: 'It moved.' },
    { user_id: 'U0EVE', verdict: 'good', reason: null, comment: null },
  ])
  await bob.press(HERE, answer?.ts ?? '', 'answer_feedback', thumb('bad'))
  await forgedPress(world, { userId: 'U0ZOE', userTeamId: GLOBEX, actionId: 'answer_feedback', value: thumb('bad') })
  await forgedPress(world, { userId: 'U0BOB', actionId: 'answer_feedback', value: 'bad:not-an-id' })
  expect([...(await said())].map(({ user_id }) => user_id)).toEqual(['U0EVE'])

  // what failed is asked again by whoever presses, in its thread; two presses are one
  world.slack.faults.add({ method: 'conversations.members', kind: 'refuse', error: 'method_not_supported_for_channel_type' })
  const { ts: failing } = await world.mention('U0ADA', HERE, 'who wrote when we ship the billing rewrite?')
  await world.settled()
  const failure = world.repliesIn(HERE, failing)[0]
  expect(readAnswer(failure ?? { text: '', blocks: null }).text).toMatch(/Something went wrong on our side[\s\S]*Retry/)
  for (const _ of [1, 2]) expect(await bob.press(HERE, failure?.ts ?? '', 'answer_retry')).toEqual({ ok: true })
  await world.settled()
  expect(world.repliesIn(HERE, failing)).toHaveLength(2)
  expect(readAnswer(world.repliesIn(HERE, failing)[1] ?? { text: '', blocks: null }).kind).toBe('answered')
  expect((await questions()).at(-1)).toMatchObject({ surface: 'mention', audience: 'channel', is_again: true })

  // somebody else's private answer: nothing is learned, nothing is changed
  const [secret] = await world.admin`select a.answer_id, q.question_id from answers a join questions q using (team_id, question_id)
    where q.asker_id = 'U0BOB' and q.audience = 'private'`
  const count = (await questions()).length
  for (const actionId of [
    'answer_sources',
    'answer_edit',
    'answer_retry',
    'answer_again',
    'answer_only_you',
    'answer_feedback',
    'answer_share',
    'nonsense',
  ])
    for (const value of [String(secret?.answer_id), `bad:${secret?.answer_id}`, String(secret?.question_id)])
      expect((await forgedPress(world, { userId: 'U0EVE', actionId, value }))[0]).toBe(200)
  await world.settled()
  expect(eve.view()).toBeNull()
  expect((await questions()).length).toBe(count)
  expect([...(await said())].map(({ user_id }) => user_id)).toEqual(['U0EVE'])
  expect(JSON.stringify(shownTo(world, 'U0EVE', HERE))).not.toMatch(/merger|Friday/)
  const told = shownTo(world, 'U0EVE', HERE)
  expect(told.length).toBeGreaterThan(0)
  expect(new Set(told.map(({ text }) => text)).size).toBeLessThanOrEqual(2)
})
