import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { commandForm, knock } from './world/door.ts'
import { newestShownTo, shownTo } from './world/pressing.ts'
import { readAnswer } from './world/read-answer.ts'
import { saidIn } from './world/said-by-app.ts'

const HERE = 'C0GENERAL'

test('the menu of a message sums up its thread and finds related messages, for whoever chose it alone', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general,deal' } })
  const [ada, bob, eve] = [world.as('U0ADA'), world.as('U0BOB'), world.as('U0EVE')]
  const posted = () => saidIn(world.slack, HERE).length
  const begin = posted()

  // a long thread: all of it is read, also its last decision
  const root = bob.post(HERE, 'Which queue do we use for the invoice importer?').ts
  for (let at = 1; at <= 118; at += 1) (at % 2 ? ada : eve).post(HERE, `Remark ${at} about the invoice importer queue.`, { threadTs: root })
  bob.post(HERE, 'Bob will write the migration plan by Friday.', { threadTs: root })
  const last = eve.post(HERE, 'We decided to use RabbitMQ for the invoice importer.', { threadTs: root }).ts
  await world.settled()
  expect(await ada.shortcut(HERE, last, 'summarize_thread')).toEqual({ ok: true })
  await world.settled()
  const summary = newestShownTo(world, 'U0ADA', HERE)
  expect(summary.text).toMatch(
    /121 messages, summed up in their own words\.[\s\S]*Decisions:\n• We decided to use RabbitMQ for the invoice importer\. \(</,
  )
  expect(summary.text).toMatch(/Open:\n• .*migration plan by Friday/)
  expect(shownTo(world, 'U0ADA', HERE)).toHaveLength(1)
  expect(posted()).toBe(begin)
  const rows = await world.admin`select q.surface, q.audience, q.thread_ts, a.state, a.strategy,
      (select count(*)::int from answer_sources s where s.answer_id = a.answer_id and role = 'cited') > 0 as has_sources
    from questions q join answers a using (team_id, question_id)`
  expect([...rows]).toEqual([
    { surface: 'shortcut', audience: 'private', thread_ts: null, state: 'answered', strategy: 'summary', has_sources: true },
  ])
  // the thread stays theirs: a private summary makes the app nobody to be asked there
  bob.post(HERE, 'and who writes the importer?', { threadTs: root })
  await world.settled()
  expect(await world.admin`select 1 from questions where surface = 'thread'`).toHaveLength(0)

  // shared, it is the same summary; deleted words leave it
  await ada.press(HERE, summary.ts, 'answer_share')
  await world.settled()
  const shared = saidIn(world.slack, HERE).at(-1)
  expect(posted()).toBe(begin + 1)
  expect(readAnswer(shared ?? { text: '', blocks: null }).text).toMatch(/Decisions:\n• We decided to use RabbitMQ/)
  eve.remove(HERE, last)
  await world.settled()
  expect(JSON.stringify(saidIn(world.slack, HERE))).not.toContain('RabbitMQ')
  expect(newestShownTo(world, 'U0ADA', HERE).text).not.toContain('RabbitMQ')

  // one message is no thread; a channel that is not searched says so
  const alone = bob.post(HERE, 'The xylophone concert is on Sunday in the canteen.').ts
  await world.settled()
  await ada.shortcut(HERE, alone, 'summarize_thread')
  await world.settled()
  expect(newestShownTo(world, 'U0ADA', HERE).text).toContain('one message and no thread yet')
  const [help] = world.slack.world.history('C0HELP')
  for (const callbackId of ['summarize_thread', 'find_related']) {
    await ada.shortcut('C0HELP', help?.ts ?? '', callbackId)
    await world.settled()
    expect(newestShownTo(world, 'U0ADA', 'C0HELP').text).toContain('That channel is not searched')
  }

  // related: elsewhere, readable, and not the message itself
  const other = ada.post(HERE, 'Tickets for the xylophone concert on Sunday are with Eve.').ts
  const secret = ada.post('C0DEAL', 'The xylophone concert on Sunday is where we meet Initech.').ts
  await world.settled()
  await bob.shortcut(HERE, alone, 'find_related')
  await eve.shortcut(HERE, alone, 'find_related')
  await world.settled()
  const found = (userId: string) => newestShownTo(world, userId, HERE).sources.map(({ channelId, ts }) => `${channelId}:${ts}`)
  expect(new Set(found('U0BOB'))).toEqual(new Set([`${HERE}:${other}`, `C0DEAL:${secret}`]))
  expect(found('U0EVE')).toEqual([`${HERE}:${other}`])
  expect(newestShownTo(world, 'U0EVE', HERE).text).not.toContain('Initech')

  // by link, from anywhere; what somebody may not read is not told from what is not there
  const typed = async (userId: string, text: string, triggerId: string) => {
    const known = shownTo(world, userId, HERE).length
    expect(await world.as(userId).slash(HERE, '/backscroll', text)).toMatchObject({ ok: true })
    await world.settled()
    expect(shownTo(world, userId, HERE).length).toBe(known + 1)
    expect(triggerId).toBeDefined()
    return newestShownTo(world, userId, HERE).text
  }
  const link = (channel: string, ts: string) => `${world.slack.url}/acme/archives/${channel}/p${ts.replace('.', '')}`
  expect(await typed('U0BOB', `summary ${link(HERE, root)}`, '1')).toContain('messages, summed up in their own words.')
  const hidden = await typed('U0EVE', `summary ${link('C0DEAL', secret)}`, '2')
  expect(hidden).toBe(await typed('U0EVE', `summary ${link('C0NOWHERE', secret)}`, '3'))
  expect(await typed('U0EVE', 'summary https://example.com/archives/C0GENERAL/p1700000000000100', '4')).toContain(
    'no link to a message of this workspace',
  )
})

test('what somebody has asked is forgotten when they say so, with a receipt, and nobody else loses anything', async () => {
  await using world = await aWorld()
  await world.ask('U0BOB', 'when do we ship the billing rewrite?', { channelId: HERE })
  await world.ask('U0ADA', 'when is lunch in the canteen?', { channelId: HERE })
  const told = await world.tell('U0ADA', 'when does the merger with Initech close?')
  const { ts } = await world.mention('U0ADA', HERE, 'who said when we ship the billing rewrite?')
  await world.settled()
  const [post] = await world.admin`select answer_id from answer_posts where channel_id = ${told.channelId}`
  expect(post).toBeDefined()
  const before = world.repliesIn(told.channelId, told.ts).length
  expect(before).toBeGreaterThan(0)

  const form = commandForm({ userId: 'U0ADA', channelId: HERE, text: 'forget me', command: '/backscroll' })
  const reply = JSON.parse(await (await knock(world, '/slack/commands', { body: form })).text()) as { text: string }
  const receiptId = /Receipt: ([0-9a-f-]{36})$/.exec(reply.text)?.[1]
  await world.settled()

  expect([...(await world.admin`select asker_id from questions`)]).toEqual([{ asker_id: 'U0BOB' }])
  expect(await world.admin`select 1 from answers`).toHaveLength(1)
  expect(world.repliesIn(told.channelId, told.ts)).toHaveLength(0)
  expect(world.repliesIn(HERE, ts)).toHaveLength(0)
  expect(shownTo(world, 'U0ADA', HERE).filter(({ text }) => text.includes('Lunch'))).toHaveLength(0)
  expect(newestShownTo(world, 'U0BOB', HERE).text).toContain('14 December')
  const [entry] = await world.admin`select actor, diff from audit_log where action = 'person.forgotten'`
  expect(entry).toMatchObject({ actor: 'U0ADA', diff: { receiptId, questions: 3, postsLeft: 0 } })
})
