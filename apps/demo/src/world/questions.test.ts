import { expect, test } from 'vitest'
import { loadDemoWorld } from './load-world.ts'

const { workspaces, questions } = loadDemoWorld(Date.parse('2026-11-20T15:30:00Z'))
const channels = workspaces[0]?.channels ?? []
const places = channels.flatMap((channel) => (channel.messages ?? []).map((message) => ({ channel, message })))
const { threadReply, privateChannel, unanswerable, more } = questions
const answerable = [threadReply, privateChannel, ...more]
const placeOf = ({ channelId, ts }: { channelId: string; ts: string }) =>
  places.find(({ channel, message }) => channel.id === channelId && message.ts === ts)

const SMALL = new Set(
  'a an the of to is are was were do does did we i you it in on at for and or how what when which why have has'.split(' '),
)
const stemOf = (word: string) =>
  word
    .replace(/(?:ing|ed|es|s)$/, '')
    .replace(/e$/, '')
    .replace(/(.)\1$/, '$1')
const wordsOf = (text: string) => (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((word) => !SMALL.has(word)).map(stemOf)

const documents = places.map(({ channel, message }) => ({ channelId: channel.id, ts: message.ts, words: wordsOf(message.text) }))
const meanLength = documents.reduce((sum, { words }) => sum + words.length, 0) / documents.length
const holders = new Map<string, number>()
for (const { words } of documents) for (const word of new Set(words)) holders.set(word, (holders.get(word) ?? 0) + 1)

/** Plain BM25 over single messages: what a keyword search without any cleverness finds. */
function bestMatch(question: string) {
  const asked = [...new Set(wordsOf(question))]
  const scoreOf = (words: string[]) =>
    asked.reduce((sum, word) => {
      const count = words.filter((one) => one === word).length
      const holding = holders.get(word) ?? 0
      const rarity = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5))
      return sum + (rarity * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * words.length) / meanLength))
    }, 0)
  return documents.map((document) => ({ document, score: scoreOf(document.words) })).toSorted((a, b) => b.score - a.score)[0]
}

test('there are three checks and at least 15 further questions', () => {
  expect(more.length).toBeGreaterThanOrEqual(15)
  expect(new Set([...answerable, unanswerable].map(({ question }) => question)).size).toBe(more.length + 3)
})

test.each(answerable)('"$question" has its answer where it says', ({ expect: expected, contains }) => {
  expect(expected.length).toBeGreaterThan(0)
  for (const place of expected) expect(placeOf(place)?.message.text).toContain(contains)
})

test.each(answerable)('"$question" leads a keyword search to its answer', ({ question, expect: expected }) => {
  const best = bestMatch(question)?.document
  expect(expected).toContainEqual({ channelId: best?.channelId, ts: best?.ts })
})

test('the ship date of the billing rewrite stands in a thread reply only, and replaces an earlier date', () => {
  const holding = places.filter(({ message }) => message.text.includes(threadReply.contains))
  expect(holding.map(({ channel, message }) => ({ channelId: channel.id, ts: message.ts }))).toEqual(threadReply.expect)
  expect(holding[0]?.message.threadTs).toBeDefined()
  expect(threadReply.contains).toBe('Thursday 3 December')
  expect(places.filter(({ message }) => /\b3 Dec\b/.test(message.text))).toEqual([])
  const earlier = places.find(({ message }) => message.text.includes('the billing rewrite goes live for everybody on'))
  expect(earlier && earlier.message.ts < (threadReply.expect[0]?.ts ?? '')).toBe(true)
})

test('the private answer is for a member and not for the stranger', () => {
  const { expect: expected, contains, member, stranger } = privateChannel
  for (const place of expected) {
    const channel = placeOf(place)?.channel
    expect(channel?.isPrivate).toBe(true)
    expect([channel?.members.includes(member), channel?.members.includes(stranger)]).toEqual([true, false])
  }
  expect(new Set(places.filter(({ message }) => message.text.includes(contains)).map(({ channel }) => channel.id)).size).toBe(1)
})

test('no word of the unanswerable question occurs anywhere', () => {
  expect(unanswerable.expect).toEqual([])
  expect(wordsOf(unanswerable.question).filter((word) => holders.has(word))).toEqual([])
})
