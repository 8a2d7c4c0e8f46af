import { teamId } from '@backscroll/core'
import { answersOf, questionsOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { commandForm, knock } from './world/door.ts'
import { opensIn } from './world/opens-in.ts'
import { ACME, minutesAgo, smallCompany } from './world/small-company.ts'

const stored = (world: LivedInWorld) => world.db.withTenant(teamId(ACME), (tx) => answersOf(tx).recent(50))

describe('asking', () => {
  test('an answer that stands in a thread reply is found, and its permalink opens that very reply', async () => {
    await using world = await aWorld()
    const answer = await world.ask('U0EVE', 'when do we ship the billing rewrite?')
    expect(answer.kind).toBe('answered')
    expect(answer.text).toContain('14 December')
    const reply = answer.links.find((link) => link.includes('thread_ts='))
    expect(reply).toBeDefined()
    for (const link of answer.links) expect(await opensIn(world.slack, link, 'U0EVE')).toBe(true)
  })

  test('an answer names author, channel and date, quotes the words, and says what was searched', async () => {
    await using world = await aWorld()
    const answer = await world.ask('U0ADA', 'how do I reset the staging database?')
    expect(answer.text).toContain('> Reset the staging database with make staging-reset.')
    expect(answer.text).toMatch(/#help, Ada Test, \d+ \w+ \d{4}/)
    expect(answer.text).toContain('Quotes, no summary.')
    expect(answer.text).toContain('in the 3 channels you can read,')
  })

  test('the answer, its sources and its timings are stored; the response address is not kept', async () => {
    await using world = await aWorld()
    await world.ask('U0ADA', 'how do I reset the staging database?')
    await world.quiet()
    const [answer] = await stored(world)
    expect(answer).toMatchObject({
      state: 'answered',
      ephemeral: true,
      confidence: expect.any(Number),
      statements: [{ text: 'Reset the staging database with make staging-reset.', ordinals: [1] }],
      timings: { searchMs: expect.any(Number), answerMs: expect.any(Number), totalMs: expect.any(Number) },
    })
    expect(answer?.sources.filter(({ role }) => role === 'cited')).toMatchObject([{ ordinal: 1, channelId: 'C0HELP' }])
    const question = await world.db.withTenant(teamId(ACME), (tx) => questionsOf(tx).get(answer?.questionId ?? ''))
    expect(question).toMatchObject({ askerId: 'U0ADA', surface: 'command', responseUrl: null })
  })

  test('a question that nothing answers gets no claim and no link', async () => {
    await using world = await aWorld()
    const answer = await world.ask('U0ADA', 'which giraffe won the chess tournament?')
    expect(answer).toMatchObject({ kind: 'nothing-found', links: [] })
    await world.quiet()
    const [row] = await stored(world)
    expect(row).toMatchObject({ state: 'nothing_found', statements: null })
    expect(row?.sources.filter(({ role }) => role !== 'retrieved')).toEqual([])
  })

  test('help, a greeting and an empty question are met with examples; an unusable one with advice', async () => {
    await using world = await aWorld()
    for (const text of ['', 'help', 'HELP']) expect((await world.ask('U0ADA', text)).kind).toBe('help')
    expect((await world.mention('U0ADA', 'C0HELP', '')).kind).toBe('help')
    expect((await world.mention('U0ADA', 'C0HELP', 'hello!')).kind).toBe('help')
    expect((await world.ask('U0ADA', 'ab')).text).toContain('too short')
    expect((await world.ask('U0ADA', 'long '.repeat(300))).text).toContain('too long')
  })

  test('a person who writes to the app directly is answered in the thread of the message', async () => {
    await using world = await aWorld()
    const answer = await world.tell('U0ADA', 'when does the merger close?')
    expect(answer).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0DEAL' }] })
    await world.quiet()
    expect(world.repliesIn(answer.channelId, answer.ts)).toHaveLength(1)
  })

  test('a channel that is named in the question is the only one searched', async () => {
    await using world = await aWorld()
    expect(await world.ask('U0ADA', 'in #help: when do we ship the billing rewrite?')).toMatchObject({ kind: 'nothing-found' })
    const answer = await world.ask('U0ADA', '#general when do we ship the billing rewrite?')
    expect(new Set(answer.sources.map((source) => source.channelId))).toEqual(new Set(['C0GENERAL']))
  })
})

describe('filters in a question', () => {
  test('a channel, a person or a date that is not known is said, and nothing is searched instead', async () => {
    await using world = await aWorld()
    for (const [filter, said] of [
      ['in:#hepl', 'I do not know a channel called "#hepl".'],
      ['from:@zoe', 'I do not know whom you mean by "@zoe".'],
      ['before:2026-02-31', 'I do not understand the date "2026-02-31".'],
    ] as const) {
      const answer = await world.ask('U0ADA', `${filter} how do I reset the staging database?`)
      expect(answer).toMatchObject({ kind: 'failed', links: [] })
      expect(answer.text).toContain(said)
      expect(answer.text).toContain('I have not searched.')
    }
    await world.quiet()
    expect((await stored(world)).map(({ reason }) => reason)).toEqual(['bad_question', 'bad_question', 'bad_question'])
  })

  test('people are named as Slack names them, and what they wrote is all that is quoted', async () => {
    await using world = await aWorld()
    for (const name of ['@bob', 'bob', '"Bob Test"', '<@U0BOB>']) {
      const answer = await world.ask('U0ADA', `from:${name} when do we ship the billing rewrite?`)
      expect(answer).toMatchObject({ kind: 'answered' })
      expect(answer.text).toContain('14 December')
    }
    expect(await world.ask('U0ADA', 'from:@eve when do we ship the billing rewrite?')).toMatchObject({ kind: 'nothing-found' })
  })
})

describe('time in a question', () => {
  test('time words narrow what is searched, and the answer says so', async () => {
    await using world = await aWorld()
    const answer = await world.ask('U0ADA', 'how do I reset the staging database? last 2 hours')
    expect(answer).toMatchObject({ kind: 'nothing-found', links: [] })
    expect(answer.text).toContain('only "last 2 hours"')
    expect(await world.ask('U0ADA', 'how do I reset the staging database? last 2 weeks')).toMatchObject({ kind: 'answered' })
  })

  test('the latest is looked for in the last week first, and further back when that holds no answer', async () => {
    const workspaces = smallCompany()
    workspaces[0]?.channels[0]?.messages?.push({
      ts: minutesAgo(60 * 24 * 20),
      user: 'U0ADA',
      text: 'The latest handbook of the espresso machine is in drawer 7.',
    })
    await using world = await aWorld({ workspaces })
    const answer = await world.ask('U0ADA', 'where is the latest handbook of the espresso machine?')
    expect(answer).toMatchObject({ kind: 'answered' })
    expect(answer.text).toContain('drawer 7')
    expect(answer.text).toContain('Further back because the last 7 days hold no answer')
  })
})

describe('one question, one answer', () => {
  test('a mention is announced by two events and answered once, in its thread', async () => {
    await using world = await aWorld()
    const answer = await world.mention('U0ADA', 'C0GENERAL', 'when do we ship the billing rewrite?')
    const announced = world.slack.events.deliveries().filter((delivery) => delivery.body.includes(answer.ts))
    expect(announced.map((delivery) => delivery.type).sort()).toEqual(expect.arrayContaining(['app_mention', 'message']))
    await world.quiet()
    expect(world.repliesIn('C0GENERAL', answer.ts)).toHaveLength(1)
    expect(world.slack.world.history('C0GENERAL').filter((message) => message.botId !== null)).toHaveLength(0)
  })

  test('a question put to the app is no source, neither for its own answer nor for the next one', async () => {
    await using world = await aWorld()
    const question = 'which quasar does the harbour lantern expedition reach?'
    expect(await world.mention('U0ADA', 'C0GENERAL', question)).toMatchObject({ kind: 'nothing-found' })
    await world.settled()
    expect(await world.mention('U0BOB', 'C0GENERAL', question)).toMatchObject({ kind: 'nothing-found' })
    expect(await world.ask('U0EVE', question)).toMatchObject({ kind: 'nothing-found' })
  })

  test('a mention inside a thread is answered in that thread', async () => {
    await using world = await aWorld()
    const { ts } = world.as('U0BOB').post('C0GENERAL', 'Planning for the winter')
    await world.mention('U0ADA', 'C0GENERAL', 'when do we ship the billing rewrite?', { threadTs: ts })
    expect(world.repliesIn('C0GENERAL', ts)).toHaveLength(1)
  })

  test('the app does not answer its own words, nor those of other bots', async () => {
    await using world = await aWorld()
    const bot = world.botUser()
    const event = {
      type: 'app_mention',
      channel: 'C0GENERAL',
      user: 'U0ROBOT',
      bot_id: 'B0ROBOT',
      ts: '1790000000.000200',
      event_ts: '1790000000.000200',
    }
    world.slack.events.emit(ACME, { ...event, text: `<@${bot}> when do we ship the billing rewrite?` })
    world.slack.events.emit(ACME, { ...event, user: bot, ts: '1790000000.000300', text: `<@${bot}> when do we ship?` })
    await world.quiet()
    expect(await stored(world)).toHaveLength(0)
  })

  test('a command that Slack sends again is answered once', async () => {
    await using world = await aWorld()
    const person = world.as('U0ADA')
    const known = person.ephemerals('C0GENERAL').length
    const text = 'when do we ship the billing rewrite?'
    await person.slash('C0GENERAL', '/ask', text)
    const [row] = await world.admin<{ key: string }[]>`select dedupe_key as key from questions`
    const triggerId = row?.key.replace('command:', '') ?? ''
    const again = commandForm({
      userId: 'U0ADA',
      channelId: 'C0GENERAL',
      text,
      responseUrl: `${world.slack.url}/commands/T/1/2`,
      triggerId,
    })
    for (let i = 0; i < 3; i += 1) expect((await knock(world, '/slack/commands', { body: again })).status).toBe(200)
    await world.quiet()
    expect(person.ephemerals('C0GENERAL')).toHaveLength(known + 1)
    expect(await stored(world)).toHaveLength(1)
  })

  test('fifty questions at once are each acknowledged within the three seconds that Slack waits, and answered once', async () => {
    await using world = await aWorld()
    const person = world.as('U0ADA')
    const before = person.ephemerals('C0GENERAL').length
    const slowest = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const startedMs = performance.now()
        await person.slash('C0GENERAL', '/ask', `when do we ship the billing rewrite, attempt ${index}?`)
        return performance.now() - startedMs
      }),
    )
    expect(Math.max(...slowest)).toBeLessThan(3_000)
    await world.quiet()
    const shown = person.ephemerals('C0GENERAL').slice(before)
    for (let index = 0; index < 50; index += 1) {
      const own = shown.filter((message) => JSON.stringify(message.blocks).includes(`attempt ${index}?`))
      expect(own).toHaveLength(1)
    }
    expect(await stored(world)).toHaveLength(50)
  })
})
