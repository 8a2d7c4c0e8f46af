import type { Source } from '@backscroll/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answererContract } from '../../../test/answerer-contract.ts'
import { type Collected, collected } from '../../../test/collected.ts'
import { createExtractiveAnswerer } from './extractive-answerer.ts'

answererContract('the extractive answerer', createExtractiveAnswerer)

const ask = (question: string, sources: readonly (Omit<Source, 'score'> | Source)[]): Promise<Collected> => {
  const ranked = sources.map((source, index) => ({ score: 10 - index, ...source }))
  return collected(createExtractiveAnswerer().answer({ question, sources: ranked, rules: '', maxOutputTokens: 800 }))
}
const one = (text: string, context?: string): Source[] => [{ id: 'm', text, score: 1, ...(context ? { context } : {}) }]
const textsOf = ({ citations }: Collected): string[] => citations.map(({ text }) => text)

const notes: Source[] = [
  {
    id: 'ship',
    text: 'Decided in steering: we ship the billing rewrite on 14 December, three weeks later than first announced.',
    score: 5,
  },
  { id: 'lunch', text: 'The canteen serves risotto on Thursday.', score: 4 },
  { id: 'vpn', text: 'To connect to the VPN install Wharfgate, then choose the gateway ams-1.', score: 3 },
  { id: 'limit', text: 'New travel limits: meals up to 50 EUR a day, hotel up to 160 EUR a night.', score: 2 },
]

test('the sentence that holds the answer is quoted with its source', async () => {
  expect(await ask('when do we ship the billing rewrite?', notes)).toMatchObject({ citations: [{ sourceIds: ['ship'] }] })
  expect(await ask('How do I connect to the VPN?', notes)).toMatchObject({ citations: [{ sourceIds: ['vpn'] }] })
  expect(await ask('what is the travel limit for a meal?', notes)).toMatchObject({ citations: [{ sourceIds: ['limit'] }] })
})

test.each([
  'Which florist waters the orchids in the lobby?',
  'When is the Frobnicator launch?',
  'When do we ship the Frobnicator rewrite for billing?',
  'How do I cook risotto for twelve people in Reykjavik?',
  'Who won the chess tournament?',
  'What is the wifi password of the Tokyo office?',
  'When did we acquire Zephyrtronics?',
  'Is there a sauna?',
  'What did the astronaut say about gravity?',
  'Which dentist does our insurance cover?',
  'how many penguins live in the office',
  'when do we migrate to mongodb?',
  'Why was the piano tuner late?',
  'what is it?',
  '???',
  '',
])('a question whose words are in no source finds nothing: %s', async (question) => {
  expect(await ask(question, notes)).toMatchObject({ text: '', citations: [] })
})

test('a reply is understood by its thread but only the reply is quoted', async () => {
  const reply = one('We moved it to 14 December.', 'When do we ship the billing rewrite?')
  const answer = await ask('when do we ship the billing rewrite?', reply)
  expect(textsOf(answer)).toEqual(['We moved it to 14 December.'])
})

test('a message that only repeats the question is no answer', async () => {
  expect(await ask('when do we ship the billing rewrite?', one('When do we ship the billing rewrite?'))).toMatchObject({
    text: '',
    citations: [],
  })
})

test('an answer comes before a message that asks the same', async () => {
  const answer = await ask('how long are production logs kept?', [
    { id: 'asks', text: 'Does anybody know how long production logs are kept these days?' },
    { id: 'says', text: 'Production logs are kept for 14 days.' },
  ])
  expect(answer).toMatchObject({ citations: [{ sourceIds: ['says'] }] })
})

test.each(['biling', 'billling', 'billnig', 'billimg'])(
  'a word that is mistyped counts as the one that the sources hold: %s',
  async (typed) => {
    expect(await ask(`when do we ship the ${typed} rewrite?`, notes)).toMatchObject({ citations: [{ sourceIds: ['ship'] }] })
  },
)

test('a name, a number and another word are not taken for a slip', async () => {
  const people = one('Marcus runs the partner portal.')
  expect(await ask('who does Markus meet?', people)).toMatchObject({ citations: [] })
  expect(await ask('what was incident2024?', one('incident2023 was a bad disk.'))).toMatchObject({ citations: [] })
  expect(await ask('what are the new gravel limits?', notes)).toMatchObject({ citations: [] })
})

test('plural and verb forms are the same word', async () => {
  expect(await ask('are deployments frozen during holidays?', one('The deployment is frozen during the holiday.'))).toMatchObject({
    citations: [{ sourceIds: ['m'] }],
  })
})

test('an identifier is found whole and by its parts', async () => {
  expect(await ask('what is getUserProfile?', one('get user profile reads from the replica'))).toMatchObject({ citations: [{}] })
  expect(await ask('what is the user profile?', one('getUserProfile reads from the replica'))).toMatchObject({ citations: [{}] })
})

test('a time is preferred when the question is when', async () => {
  const text = 'The portal launch is the talk of the town. The portal launch is on 3 May. The portal launch needs a banner.'
  const filler = ' Nothing of this paragraph says anything about it, it is only here to be long enough to be left out of a quote.'.repeat(3)
  const long = text.replaceAll('. ', `.${filler} `)
  expect(textsOf(await ask('when is the portal launch?', one(long)))[0]).toContain('3 May')
})

test('a short sentence takes its neighbour along', async () => {
  expect(textsOf(await ask('was the canary promoted?', one('The canary is promoted. Error rate stayed at 0.1 %.')))).toEqual([
    'The canary is promoted. Error rate stayed at 0.1 %.',
  ])
})

test('at most three messages are quoted, each once, and copies of one text once', async () => {
  const same = Array.from({ length: 4 }, (_, index) => ({ id: `copy${index}`, text: 'The deploy freeze starts on Monday.' }))
  expect(textsOf(await ask('when does the deploy freeze start?', same))).toHaveLength(1)
  const many = Array.from({ length: 6 }, (_, index) => ({ id: `n${index}`, text: `The deploy freeze number ${index} starts on Monday.` }))
  const answer = await ask('when does the deploy freeze start?', many)
  expect(new Set(textsOf(answer)).size).toBe(3)
})

test('code and list items are quoted whole', async () => {
  const text = 'How to reset staging:\n```\nslip db reset --env staging\n  --from nightly\n```\nThanks'
  expect(textsOf(await ask('how to reset the staging db?', one(text)))[0]).toContain(
    '```\nslip db reset --env staging\n  --from nightly\n```',
  )
})

test('a very long sentence is cut at a word and still shows what was asked', async () => {
  const text = `${'blah '.repeat(300)}the zeppelin lands at noon ${'blah '.repeat(300)}`
  const [quote = ''] = textsOf(await ask('when does the zeppelin land?', one(text)))
  expect(quote.length).toBeLessThanOrEqual(350)
  expect(quote).toContain('zeppelin lands at noon')
})

test('a quote without the time that is asked for carries less of an answer than one with it', async () => {
  const question = 'when is the fire drill in Porto?'
  const said = async (text: string) => (await ask(question, one(text))).coverage ?? 0
  expect(await said('The fire drill in Porto is loud.')).toBeLessThan(await said('The fire drill in Porto is on Monday.'))
})

test('more of the question held means more coverage, also below what is quoted', async () => {
  const full = await ask('when does the partner portal open?', one('The partner portal will open on 3 May.'))
  const half = await ask('when does the partner portal open?', one('The partner portal has a new colour.'))
  const little = await ask('when does the partner portal for sculptors in Antwerp open?', one('The portal has a new colour.'))
  expect([full.citations.length, half.citations.length, little.citations.length]).toEqual([1, 1, 0])
  expect(full.coverage).toBeGreaterThan(half.coverage ?? 1)
  expect(half.coverage).toBeGreaterThan(little.coverage ?? 1)
  expect(little.coverage).toBeGreaterThan(0)
})

test('every quote is a substring of its source, is short, stands where its citation says, and coverage stays between 0 and 1', async () => {
  const word = fc.constantFrom(
    'deploy',
    'billing',
    'when',
    '3 May',
    '```',
    '\n',
    '. ',
    '? ',
    '• ',
    'fooBar',
    '🙂',
    'naïve',
    '東京',
    'x'.repeat(400),
    '"',
    '  ',
  )
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
  const sources = fc.array(fc.record({ text, context: text }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(text, sources, async (question, found) => {
      const offered = found.map((source, index) => ({ ...source, id: `s${index}`, score: 1 }))
      const answer = await collected(createExtractiveAnswerer().answer({ question, sources: offered, rules: '', maxOutputTokens: 800 }))
      expect(answer.coverage).toBeGreaterThanOrEqual(0)
      expect(answer.coverage).toBeLessThanOrEqual(1)
      for (const { text: quote, start, end, sourceIds } of answer.citations) {
        expect(quote.length).toBeLessThanOrEqual(350)
        expect(quote.trim()).not.toBe('')
        expect(quote.isWellFormed()).toBe(true)
        expect(answer.text.slice(start, end)).toBe(quote)
        expect(offered.find((source) => source.id === sourceIds[0])?.text).toContain(quote)
      }
      expect(answer.citations.map(({ text: quote }) => quote).join('\n\n')).toBe(answer.text)
      expect(new Set(answer.citations.flatMap(({ sourceIds }) => sourceIds)).size).toBe(answer.citations.length)
    }),
    { numRuns: 200 },
  )
})
