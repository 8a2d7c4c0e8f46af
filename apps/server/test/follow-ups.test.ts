import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { delivery, knock } from './world/door.ts'
import { readAnswer } from './world/read-answer.ts'

test('in a thread where the app has answered, questions need no new mention, and people talk to each other undisturbed', async () => {
  await using world = await aWorld()
  const asked = async () =>
    (await world.admin`select asker_id, surface, audience, text from questions order by created_at`).map(
      ({ asker_id, surface, audience, text }) => `${asker_id} ${surface} ${audience}: ${text}`,
    )
  const { ts } = await world.mention('U0ADA', 'C0GENERAL', 'when do we ship the billing rewrite?')
  await world.settled()
  const first = await asked()
  const say = async (userId: string, text: string) => {
    const said = world.as(userId).post('C0GENERAL', text, { threadTs: ts })
    await world.settled()
    return said.ts
  }

  // the asker goes on asking; so does somebody else, when it can be for nobody but the app
  await say('U0ADA', 'when is lunch in the canteen?')
  await say('U0BOB', 'who wrote about lunch?')
  expect((await asked()).slice(first.length)).toEqual([
    'U0ADA thread channel: when is lunch in the canteen?',
    'U0BOB thread channel: who wrote about lunch?',
  ])
  const replies = world.repliesIn('C0GENERAL', ts)
  expect(replies).toHaveLength(3)
  expect(readAnswer(replies[1] ?? { text: '', blocks: null }).text).toContain('Lunch is at noon in the canteen.')
  // a question is no answer, least of all to itself
  expect(readAnswer(replies[2] ?? { text: '', blocks: null }).text).not.toMatch(/^>.*who wrote about lunch/m)

  // people among themselves, edits, other threads, and the app's own words
  const known = await asked()
  await say('U0ADA', 'thanks!')
  const remark = await say('U0BOB', 'good to know.')
  await say('U0BOB', '<@U0ADA> do you like it?')
  await say('U0EVE', 'can you tell me more, Bob?')
  world.as('U0BOB').edit('C0GENERAL', remark, 'good to know, and when is dinner?')
  const elsewhere = world.as('U0ADA').post('C0GENERAL', 'Another thread')
  world.as('U0BOB').post('C0GENERAL', 'when is dinner?', { threadTs: elsewhere.ts })
  await world.settled()
  expect(await asked()).toEqual(known)

  // a mention in the thread is asked once although two events announce it, and four deliveries are one question
  const mentioned = world.as('U0ADA').post('C0GENERAL', `<@${world.botUser()}> /ask #general and who said so?`, { threadTs: ts })
  await world.settled()
  const message = { type: 'message', channel: 'C0GENERAL', user: 'U0ADA', thread_ts: ts, text: 'and when is the freeze?' }
  const late = { ...message, ts: `${Math.floor(Date.now() / 1_000)}.000777` }
  for (const eventId of ['EvA', 'EvA', 'EvB', 'EvC'])
    await knock(world, '/slack/events', { body: JSON.stringify(delivery({ ...late, event_ts: late.ts }, { eventId })) })
  await world.settled()
  expect((await asked()).slice(known.length)).toEqual([
    expect.stringContaining('U0ADA mention channel:'),
    'U0ADA thread channel: and when is the freeze?',
  ])
  expect(mentioned.ts).toBeDefined()

  // switched off: mentions hear why, a thread stays silent
  await decide(world.db, { mention_enabled: false })
  const before = world.repliesIn('C0GENERAL', ts).length
  await say('U0ADA', 'and when is dinner?')
  expect(world.repliesIn('C0GENERAL', ts)).toHaveLength(before)
  await say('U0ADA', `<@${world.botUser()}> and when is dinner?`)
  expect(readAnswer(world.repliesIn('C0GENERAL', ts).at(-1) ?? { text: '', blocks: null }).text).toContain('switched off')
})

test('the conversation with the app offers questions, is named after the first, and knows what "this channel" is', async () => {
  await using world = await aWorld()
  const ada = world.as('U0ADA')
  const { id } = ada.openMessagesTab(world.botUser())
  await world.settled()
  expect(ada.prompts(id).map(({ message }) => message)).toEqual([
    'What is the latest in #general?',
    expect.stringMatching(/^What is the latest in #(deal|help)\?$/),
    'What did we decide this week?',
    'What is still open from last week?',
  ])
  const guest = world.as('U0GUEST')
  const theirs = guest.openMessagesTab(world.botUser())
  await world.settled()
  expect(JSON.stringify(guest.prompts(theirs.id))).not.toMatch(/#deal|#general/)

  ada.lookAt(world.botUser(), 'C0HELP')
  const asked = ada.post(id, 'what was said about resetting the staging database in this channel?')
  await world.settled()
  const [answer] = world.repliesIn(id, asked.ts)
  expect(readAnswer(answer ?? { text: '', blocks: null })).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0HELP' }] })
  const rows = await world.admin`select text, filters -> 'channelIds' as channels, thread_ts from questions`
  expect([...rows]).toEqual([
    { text: 'what was said about resetting the staging database <#C0HELP>?', channels: ['C0HELP'], thread_ts: asked.ts },
  ])
  const titles = world.slack.requests().filter(({ method }) => method === 'assistant.threads.setTitle')
  expect(titles.map(({ args }) => args.title)).toEqual(['what was said about resetting the staging database #help?'])

  // what somebody may not read is no hint, and tells nothing
  guest.lookAt(world.botUser(), 'C0HELP')
  const second = ada.post(id, 'what is new?', { threadTs: asked.ts })
  await world.settled()
  expect(second.ts).toBeDefined()
  expect(world.slack.requests().filter(({ method }) => method === 'assistant.threads.setTitle')).toHaveLength(1)
})
