import { teamId } from '@backscroll/core'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

test('an answer that was posted by a worker which was killed before it could write that down is not posted again', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const { ts } = await world.mention('U0ADA', 'C0GENERAL', 'when do we ship the billing rewrite?')
  await world.settled()
  const [reply] = world.repliesIn('C0GENERAL', ts)
  await world.admin`delete from answer_posts`
  const [before] =
    await world.admin`update answers set state = 'pending', posted_channel_id = null, posted_ts = null returning question_id, answer_id`

  await ctx.enqueue('question.answer', { teamId: teamId(ACME), questionId: String(before?.question_id) })
  await world.settled()

  expect(world.repliesIn('C0GENERAL', ts)).toHaveLength(1)
  const after = await world.admin`select answer_id, state, posted_ts from answers`
  expect([...after]).toEqual([{ answer_id: before?.answer_id, state: 'answered', posted_ts: reply?.ts }])
})

test('an answer that was prepared and never posted is posted when its job comes back', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const first = await world.mention('U0ADA', 'C0GENERAL', 'when do we ship the billing rewrite?')
  const second = await world.mention('U0ADA', 'C0GENERAL', 'when is lunch in the canteen?', { threadTs: first.ts })
  await world.settled()
  const [unsent] = world.repliesIn('C0GENERAL', first.ts).slice(1)
  world.as(world.botUser()).remove('C0GENERAL', unsent?.ts ?? '')
  await world.admin`delete from answer_posts where ts = ${unsent?.ts ?? ''}`
  const [row] = await world.admin`update answers set state = 'pending', posted_channel_id = null, posted_ts = null
    where posted_ts = ${unsent?.ts ?? ''} returning question_id`

  await ctx.enqueue('question.answer', { teamId: teamId(ACME), questionId: String(row?.question_id) })
  await world.settled()

  expect(second.kind).toBe('answered')
  expect(world.repliesIn('C0GENERAL', first.ts).map((reply) => reply.text)).toEqual([
    world.repliesIn('C0GENERAL', first.ts)[0]?.text,
    unsent?.text,
  ])
})
