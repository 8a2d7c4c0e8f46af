import { channelId } from '@backscroll/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buttonsOf } from '../../test/answer-fixtures.ts'
import { blockFaults, linksIn, mrkdwnFaults, mrkdwnIn } from '../../test/block-limits.ts'
import { hostileLink, hostileWords } from '../../test/hostile-words.ts'
import { HOME_ACTIONS, retentionChoice } from '../action-ids.ts'
import { homeBlocks } from './home-blocks.ts'
import type { AdminHome, ChannelSetting, MemberHome } from './home-input.ts'

const member: MemberHome = {
  searchable: { count: 23, names: Array.from({ length: 22 }, (_, index) => `channel-${index}`) },
  reading: [
    { name: 'infra', percent: 41.6 },
    { name: 'new', percent: null },
  ],
  searchLine: 'Semantic search.',
  recent: [
    { question: 'when do we ship?', state: 'answered', dateText: '2 May', permalink: 'https://acme.slack.com/archives/C1/p1' },
    { question: 'who <@U1>?', state: 'nothing_found', dateText: '1 May', permalink: null },
  ],
}
const channel: ChannelSetting = {
  channelId: channelId('C1'),
  name: 'billing',
  policy: 'allowed',
  status: 'up to date',
  progress: { done: 1_204, total: 2_000 },
  retainDays: 45,
}
const admin: AdminHome = {
  channels: [channel, { ...channel, channelId: channelId('C2'), name: null, policy: 'undecided', progress: null, retainDays: null }],
  channelTotal: 5_000,
  nextCursor: 'next',
  retainDays: 90,
  statistics: [{ label: 'Questions this week', value: '12' }],
  spend: { todayMicroUsd: 1_230_001n, budgetMicroUsd: 10_000_000n },
  reindex: 'idle',
  dashboardUrl: 'https://app.example.com/',
}

describe('what a member sees', () => {
  const blocks = homeBlocks({ member })
  const texts = mrkdwnIn(blocks)

  test('a button that asks, what is searched, what is still being read, how', () => {
    expect(buttonsOf(blocks)).toEqual([['home_ask', 'Ask a question=ask']])
    expect(texts).toContainEqual(expect.stringMatching(/^23 channels that you can read: #channel-0, .*, #channel-19, 3 more\.$/))
    expect(texts).toContain('Still being read: #infra (42 %), #new. Newer messages come first.')
    expect(texts).toContain('Semantic search.')
    expect(texts.at(-1)).toMatch(/^You find only what you could read in Slack yourself\./)
  })

  test('their own last questions, with their state and where the answer stands', () => {
    expect(texts).toContain(
      '• <https://acme.slack.com/archives/C1/p1|when do we ship?> (answered, 2 May)\n• who &lt;@U1&gt;? (nothing found, 1 May)',
    )
    const many = { ...member, recent: Array.from({ length: 9 }, () => member.recent[0] as MemberHome['recent'][number]) }
    expect(mrkdwnIn(homeBlocks({ member: many })).flatMap(linksIn)).toHaveLength(5)
  })

  test('nothing yet is said as such', () => {
    const empty = mrkdwnIn(homeBlocks({ member: { searchable: { count: 0, names: [] }, reading: [], searchLine: '', recent: [] } }))
    expect(empty).toContain('No channel that you can read is searched yet. An admin chooses the channels.')
    expect(empty).toContain('None yet.')
  })

  test('nothing of an admin', () => {
    const shown = JSON.stringify(blocks)
    for (const action of Object.values(HOME_ACTIONS).filter((name) => name !== 'home_ask')) expect(shown).not.toContain(action)
  })
})

describe('what an admin sees besides', () => {
  const blocks = homeBlocks({ member, admin })
  const texts = mrkdwnIn(blocks)

  test('figures, spend against the budget, rounded up, and the way to the dashboard', () => {
    expect(texts).toContain('Questions this week: 12')
    expect(texts).toContain('Models today: $1.24 of $10.00.')
    const unlimited = { ...admin, spend: { todayMicroUsd: 0n, budgetMicroUsd: null } }
    expect(mrkdwnIn(homeBlocks({ member, admin: unlimited }))).toContain('Models today: $0.00, without a budget.')
    expect(JSON.stringify(blocks)).toContain('"url":"https://app.example.com/"')
    const { dashboardUrl: _none, ...without } = admin
    expect(JSON.stringify(homeBlocks({ member, admin: without }))).not.toContain('home_dashboard')
  })

  test('each channel with its state, the button that changes it, and how long its messages are kept', () => {
    expect(texts).toContain('#billing · allowed · up to date · 1,204 of 2,000 messages searchable')
    expect(texts).toContain('A private channel that you are not in (C2) · not allowed yet · up to date')
    expect(buttonsOf(blocks)).toEqual([
      ['home_ask', 'Ask a question=ask'],
      ['home_reindex', 'Reindex=reindex'],
      ['home_dashboard', 'Open the dashboard=dashboard'],
      ['home_channel_exclude:1', 'Exclude=C1'],
      ['home_channel_retention:1', ''],
      ['home_channel_allow:2', 'Allow=C2'],
      ['home_channel_retention:2', ''],
      ['home_channels_page:2', 'More channels=next'],
    ])
    const selects = blocks
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .filter(({ type }) => type === 'static_select')
    expect(selects).toMatchObject([{ initial_option: { value: 'C1:45' } }, { initial_option: { value: 'C2:default' } }])
    expect(texts.at(-1)).toBe('2 of 5,000 channels shown.')
  })

  test('what is destroyed or paid for is asked about first', () => {
    const confirmed = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).filter((element) => 'confirm' in element)
    expect(confirmed.map(({ action_id }) => action_id)).toEqual(['home_reindex', 'home_channel_exclude:1'])
  })
})

test('a chosen retention reads back, and nothing else does', () => {
  expect(retentionChoice('C1:90')).toEqual({ channelId: 'C1', days: 90 })
  expect(retentionChoice('G1:default')).toEqual({ channelId: 'G1', days: null })
  for (const value of ['', 'C1', 'C1:0', 'C1:-1', 'C1:1e9', 'D1:90', 'C1:90 ', 'c1:90', 'C1:99999'])
    expect(retentionChoice(value)).toBeNull()
})

const words = hostileWords
const anyMember = fc.record({
  searchable: fc.record({ count: fc.nat(10_000), names: fc.array(words, { maxLength: 30 }) }),
  reading: fc.array(fc.record({ name: words, percent: fc.option(fc.integer({ min: 0, max: 100 })) }), { maxLength: 30 }),
  searchLine: words,
  recent: fc.array(
    fc.record({ question: words, state: fc.constantFrom('pending', 'failed'), dateText: words, permalink: fc.option(hostileLink) }),
    { maxLength: 8 },
  ),
})
const anyAdmin = fc.record({
  channels: fc.array(
    fc.record({
      channelId: fc.stringMatching(/^C[A-Z0-9]{1,8}$/),
      name: fc.option(words),
      policy: fc.constantFrom('allowed', 'excluded', 'undecided'),
      status: words,
      progress: fc.option(fc.record({ done: fc.nat(), total: fc.nat() })),
      retainDays: fc.option(fc.integer({ min: 1, max: 3_650 })),
    }),
    { maxLength: 60 },
  ),
  channelTotal: fc.nat(10_000),
  previousCursor: fc.option(fc.constant('before'), { nil: undefined }),
  nextCursor: fc.option(fc.constant('after'), { nil: undefined }),
  retainDays: fc.integer({ min: 1, max: 3_650 }),
  statistics: fc.array(fc.record({ label: words, value: words }), { maxLength: 20 }),
  spend: fc.record({
    todayMicroUsd: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    budgetMicroUsd: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
  }),
  reindex: fc.constantFrom('idle', 'running'),
  dashboardUrl: hostileLink,
})

test("whatever stands in it, the Home fits Slack's limits and nothing in it pings or links elsewhere", () => {
  fc.assert(
    fc.property(fc.record({ member: anyMember, admin: anyAdmin }), (given) => {
      const home = given as unknown as { member: MemberHome; admin: AdminHome }
      const blocks = homeBlocks(home)
      const addresses = home.member.recent.map(({ permalink }) =>
        URL.parse(permalink ?? '')
          ?.href.replaceAll('|', '%7C')
          .replaceAll('`', '%60'),
      )
      expect(blockFaults(blocks, 100)).toEqual([])
      expect(mrkdwnIn(blocks).flatMap((text) => mrkdwnFaults(text, (address) => addresses.includes(address)))).toEqual([])
    }),
    { numRuns: 200 },
  )
})
