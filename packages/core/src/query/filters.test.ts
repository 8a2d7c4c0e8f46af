import { describe, expect, test } from 'vitest'
import { understand } from './understand-query.fixture.ts'

/** Typed, text, channels, people. */
test.each([
  ['in:#billing refunds', 'refunds', ['C1'], []],
  ['in:billing refunds', 'refunds', ['C1'], []],
  ['IN:#Billing refunds', 'refunds', ['C1'], []],
  ['in: #billing refunds', 'refunds', ['C1'], []],
  ['refunds in:#billing', 'refunds', ['C1'], []],
  ['channel:eng-ops pager', 'pager', ['C2'], []],
  ['channel:"eng-ops" pager', 'pager', ['C2'], []],
  ['in:"#eng-ops" pager', 'pager', ['C2'], []],
  ['in:<#C1|billing> refunds', 'refunds', ['C1'], []],
  ['in: <#C1|> refunds', 'refunds', ['C1'], []],
  ['<#C1> refunds', 'refunds', ['C1'], []],
  ['#billing refunds', 'refunds', ['C1'], []],
  ['in:#billing in:#eng-ops x1', 'x1', ['C1', 'C2'], []],
  ['in:#billing, when do we ship?', 'when do we ship?', ['C1'], []],
  ['in #billing: when do we ship?', 'when do we ship?', ['C1'], []],
  ['what broke in #eng-ops and #billing?', 'what broke?', ['C2', 'C1'], []],
  ['what broke in #eng-ops, #billing and #random?', 'what broke?', ['C2', 'C1', 'C6'], []],
  ['what broke in the #billing channel', 'what broke', ['C1'], []],
  ['in:#caf\u00e9 opening hours', 'opening hours', ['C7'], []],
  ['what did we decide in billing?', 'what did we decide?', ['C1'], []],
  ['what did we say in billing about refunds', 'what did we say about refunds', ['C1'], []],
  ['in billing, what is new', 'what is new', ['C1'], []],
  ['pager duty in eng-ops last week', 'pager duty', ['C2'], []],
  ['what did the billing channel decide', 'what did decide', ['C1'], []],
  ['who wrote in the support channel', 'who wrote', ['C5'], []],
  ['rules in the general channel', 'rules', ['C3'], []],
  ['errors in development mode', 'errors in development mode', [], []],
  ['how does it work in general', 'how does it work in general', [], []],
  ['is it down in production?', 'is it down in production?', [], []],
  ['who works in support', 'who works in support', [], []],
  ['a reply in support of the plan', 'a reply in support of the plan', [], []],
  ['the error in billing', 'the error in billing', [], []],
  ['what broke in billing?', 'what broke in billing?', [], []],
  ['what did we say about bugs in billing code', 'what did we say about bugs in billing code', [], []],
  ['bugs in billing code', 'bugs in billing code', [], []],
  ['who fixed #42', 'who fixed #42', [], []],
  ['who fixed #42 in #nowhere', 'who fixed #42 in #nowhere', [], []],
  ['color #fff and &#39;', 'color #fff and &#39;', [], []],
  ['built-in:box', 'built-in:box', [], []],
  ['https://a.test/in:box', 'https://a.test/in:box', [], []],
  ['10:30 sign in: failed', '10:30 sign in: failed', [], []],
  ['in:', 'in:', [], []],
  ['"in:#billing"', '"in:#billing"', [], []],
  ['`in:#billing` syntax', '`in:#billing` syntax', [], []],
  ['from:@ada refunds', 'refunds', [], ['U1']],
  ['from:ada refunds', 'refunds', [], ['U1']],
  ['FROM:Ada refunds', 'refunds', [], ['U1']],
  ['from:ada.l refunds', 'refunds', [], ['U1']],
  ['from:"Ada Lovelace" refunds', 'refunds', [], ['U1']],
  ['from:Ada Lovelace refunds', 'refunds', [], ['U1']],
  ['from:@Sarah Klein, refunds', 'refunds', [], ['U2']],
  ['author:<@U1|ada> refunds', 'refunds', [], ['U1']],
  ['from:<@U1> from:@bob refunds', 'refunds', [], ['U1', 'U4']],
  ['from: <@U1> refunds', 'refunds', [], ['U1']],
  ['from:ada@acme.test refunds', 'refunds', [], ['U1']],
  ['from:<mailto:ada@acme.test|ada@acme.test> refunds', 'refunds', [], ['U1']],
  ['what did <@U1> say', 'what did @Ada say', [], []],
  ['mail from Ada', 'mail from Ada', [], []],
])('%s', (typed, text, channelIds, userIds) => {
  const { text: found, filters, unknown } = understand(typed)
  expect({ text: found, channelIds: filters.channelIds, userIds: filters.userIds, unknown }).toEqual({
    text,
    channelIds,
    userIds,
    unknown: [],
  })
})

test.each([
  ['deploy has:link', ['link'], false],
  ['has:file has:code deploy', ['file', 'code'], false],
  ['HAS:Links deploy', ['link'], false],
  ['deploy is:thread', [], true],
  ['source:message deploy', [], false],
])('%s', (typed, has, inThread) => {
  expect(understand(typed)).toMatchObject({ text: 'deploy', filters: { has, inThread }, unknown: [] })
})

describe('what does not hold is said, and is not searched for', () => {
  test.each([
    ['in:#nowhere refunds', 'channel', '#nowhere'],
    ['in:nowhere refunds', 'channel', 'nowhere'],
    ['in:<#C99|deal> refunds', 'channel', '#deal'],
    ['<#C99|deal> refunds', 'channel', '#deal'],
    ['refunds in <#C99>', 'channel', '#C99'],
    ['from:@zoe refunds', 'user', '@zoe'],
    ['from:<@U99> refunds', 'user', '@U99'],
    ['from:zoe@acme.test refunds', 'user', 'zoe@acme.test'],
    ['from:sarah refunds', 'user', 'sarah'],
    ['date:2026-02-31 refunds', 'date', '2026-02-31'],
    ['before:2026-13-01 refunds', 'date', '2026-13-01'],
    ['after:someday refunds', 'date', 'someday'],
    ['before:3/4 refunds', 'date', '3/4'],
    ['source:jira refunds', 'source', 'jira'],
    ['has:cheese refunds', 'has', 'cheese'],
    ['is:unread refunds', 'is', 'unread'],
    ['-in:#random refunds', 'channel', '-in:#random'],
    ['after:2026-06-01 before:2026-05-01 refunds', 'date', 'after:2026-06-01, before:2026-05-01'],
  ])('%s', (typed, kind, written) => {
    const { text, unknown, filters } = understand(typed)
    expect({ text: text.replace(/ in$/, ''), unknown }).toEqual({
      text: 'refunds',
      unknown: [{ kind, written, advice: expect.any(String) }],
    })
    expect([filters.channelIds, filters.userIds]).toEqual([[], []])
  })

  test('two people of one name are not chosen between, and the advice says how to', () => {
    expect(understand('from:sarah refunds').unknown[0]?.advice).toContain('mention')
  })

  test('the advice on a channel that exists but may not be seen is that on one that does not exist', () => {
    const [hidden] = understand('in:<#C99|deal> x').unknown
    const [missing] = understand('in:#deal x').unknown
    expect(hidden).toEqual(missing)
  })
})
