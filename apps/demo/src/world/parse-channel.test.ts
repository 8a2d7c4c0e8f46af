import { expect, test } from 'vitest'
import { calendarAt } from './calendar.ts'
import { fillDates } from './fill-dates.ts'
import { linkTokens } from './link-tokens.ts'
import { parseChannel } from './parse-channel.ts'
import { placeMessages } from './place-messages.ts'

const HEAD = 'channel: yard\nid: C0YWGENERL\ncreator: maya\ntopic: t\npurpose: p\nmembers: all +paul\n---\n'
const parse = (body: string) => parseChannel('yard.txt', HEAD + body)
const calendar = calendarAt(Date.parse('2026-11-20T00:00:00Z'))

test('messages, replies, flags and reactions are read', () => {
  const { messages, ...channel } = parse(
    '-3 09:00 maya [label=a] [edited=+5m]: one\ntwo\n+ eyes owen paul\n> +1h5m owen [broadcast]: reply\n> -2 08:00 paul [file=a.pdf|A b]: later\n',
  )
  expect(channel).toMatchObject({ name: 'yard', members: ['all', '+paul'], isPrivate: false })
  expect(messages).toMatchObject([
    {
      day: -3,
      minute: 540,
      root: null,
      text: 'one\ntwo',
      reactions: [{ name: 'eyes', handles: ['owen', 'paul'] }],
      flags: { label: 'a', editedAfter: 5 },
    },
    { day: -3, minute: 605, root: 0, author: 'owen', flags: { kind: 'broadcast' } },
    { day: -2, minute: 480, root: 0, flags: { file: { name: 'a.pdf', title: 'A b' } } },
  ])
})

test.each([
  ['> +5m maya: reply first', 8, 'needs a message above'],
  ['-3 09:00 maya: a\n> +16h maya: b', 9, 'past midnight'],
  ['-3 09:00 maya [colour=red]: a', 8, 'not a known flag'],
  ['just text', 8, 'expected a message'],
])('a mistake in %j names file and line', (body, line, problem) => {
  expect(() => parse(body)).toThrow(new RegExp(`^yard.txt:${line}: .*${problem}`))
})

test('a wrong head names its line', () => {
  expect(() => parseChannel('yard.txt', HEAD.replace('C0YWGENERL', 'general'))).toThrow(/^yard.txt:2: id must be an id/)
  expect(() => parseChannel('yard.txt', HEAD.replace('topic: t\n', ''))).toThrow(/^yard.txt:1: topic/)
  expect(() => parseChannel('yard.txt', HEAD.replace('---\n', ''))).toThrow('no line with ---')
})

test('messages of one minute get different, ordered times', () => {
  const placed = placeMessages(parse('-3 09:00 maya: a\n-3 09:00 owen: b\n> +0m maya: c\n-3 08:59 paul: d'), calendar)
  const [a = '', b = '', c = '', d = ''] = placed
  expect([d, a, b, c]).toEqual(placed.toSorted())
  expect(new Set(placed).size).toBe(4)
  for (const ts of placed) expect(ts).toMatch(/^\d{10}\.\d{6}$/)
})

test('a reply older than its root and a message in the future are refused', () => {
  expect(() => placeMessages(parse('-3 09:00 maya: a\n> -4 09:00 owen: b'), calendar)).toThrow('yard.txt:9: the reply is older')
  expect(() => placeMessages(parse('-0 09:00 maya: a'), calendar)).toThrow('yard.txt:8: the day must be before')
})

test('dates are filled in and unknown placeholders refused', () => {
  expect(fillDates('from {{short-1}} to {{date+1}}', calendar)).toBe('from 19 Nov to Monday 23 November')
  expect(() => fillDates('{{day+1}}', calendar)).toThrow('{{day+1}} is not a date placeholder')
})

test('tokens get ids and everything else must be escaped', () => {
  const names = {
    userId: (handle: string) => (handle === 'maya' ? 'U1' : undefined),
    channelId: (name: string) => (name === 'yard' ? 'C1' : undefined),
  }
  expect(linkTokens('<@maya> in <#yard>: a -> b &amp; <https://docs.example.com/x|y>', names)).toBe(
    '<@U1> in <#C1|yard>: a -&gt; b &amp; <https://docs.example.com/x|y>',
  )
  for (const wrong of ['<@nobody>', '<#nowhere>', 'a & b', 'a < b', '<https://elsewhere.net|x>']) {
    expect(() => linkTokens(wrong, names)).toThrow(RangeError)
  }
})
