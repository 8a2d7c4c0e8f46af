import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BoostContext, boosterOf, LARGEST_LIFT, liftOf, type MessageFacts, shareHeld } from './boosts.ts'
import type { BoostName } from './ranking-details.ts'

const DAY_MS = 86_400_000
const NOW = 1_800_000_000_000
const ALL: readonly BoostName[] = ['recency', 'coverage', 'phrase', 'thread', 'resolved', 'reactions', 'code']
const context = (over: Partial<BoostContext> = {}): BoostContext => ({
  query: 'checkout failing after deploy',
  intent: 'semantic',
  wantsNewest: false,
  nowMs: NOW,
  enabled: new Set(ALL),
  ...over,
})
const bare: MessageFacts = {
  text: 'checkout is failing again after the deploy',
  postedAtMs: NOW - 400 * DAY_MS,
  replyCount: 0,
  reactionCount: 0,
  isResolved: false,
  hasCode: false,
}

test('an identical bare echo ranks below a reacted, answered, resolved root with code', () => {
  const boost = boosterOf(context({ query: 'checkout_service failing after deploy' }))
  const answered = boost({ ...bare, replyCount: 4, reactionCount: 6, isResolved: true, hasCode: true })
  expect(Object.keys(answered).sort()).toEqual(['code', 'reactions', 'resolved', 'thread'])
  expect(liftOf(answered)).toBeGreaterThan(liftOf(boost(bare)) + 0.2)
})

test('age counts by a half-life of thirty days, most for who wants the newest and nothing for the exact words', () => {
  const today = { ...bare, postedAtMs: NOW }
  const monthAgo = { ...bare, postedAtMs: NOW - 30 * DAY_MS }
  expect(boosterOf(context())(today).recency).toBe(0.05)
  expect(boosterOf(context())(monthAgo).recency).toBe(0.025)
  expect(boosterOf(context({ wantsNewest: true }))(monthAgo).recency).toBe(0.075)
  expect(boosterOf(context({ intent: 'exact_phrase' }))(today).recency).toBeUndefined()
  expect(boosterOf(context())({ ...bare, postedAtMs: NOW + DAY_MS }).recency).toBe(0.05) // a clock that is behind
})

test('all words and the very phrase count, a single word cannot', () => {
  const boost = boosterOf(context({ query: 'failing deploys' }))
  expect(boost({ ...bare, text: 'a failing deploy' })).toMatchObject({ coverage: 0.05 })
  expect(boost({ ...bare, text: 'Failing  deploys!' })).toMatchObject({ coverage: 0.05, phrase: 0.05 })
  expect(boost({ ...bare, text: 'failing' })).not.toHaveProperty('coverage')
  expect(boosterOf(context({ query: 'deploy' }))({ ...bare, text: 'deploy' })).not.toHaveProperty('coverage')
})

test('all words are found as surely as by counting them', () => {
  const word = fc.constantFrom('deploy', 'Deploys', 'deployment', 'fail', 'failed', 'FAILURES', 'db', 'userId', 'ÉTÉ', 'été', 'the', 'logs')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), fc.array(word, { maxLength: 9 }), (asked, said) => {
      const [query, text] = [['deploy', 'failed', ...asked].join(' '), said.join(', ')]
      const { coverage } = boosterOf(context({ query }))({ ...bare, text })
      expect(coverage !== undefined).toBe(shareHeld(query)(text) === 1)
    }),
  )
})

test('a feature that is switched off adds nothing', () => {
  const everything = { ...bare, replyCount: 9, reactionCount: 99, isResolved: true, postedAtMs: NOW }
  for (const name of ALL) {
    const enabled = new Set(ALL.filter((each) => each !== name))
    expect(boosterOf(context({ enabled }))(everything)).not.toHaveProperty(name)
  }
  expect(boosterOf(context({ enabled: new Set() }))(everything)).toEqual({})
})

test('no feature lifts by more than 15 %, all of them together by no more than 30 %, and none lowers', () => {
  const facts = fc.record({
    text: fc.string(),
    postedAtMs: fc.integer({ min: 0, max: 2 * NOW }),
    replyCount: fc.nat(1_000),
    reactionCount: fc.nat(10_000),
    isResolved: fc.boolean(),
    hasCode: fc.boolean(),
  })
  fc.assert(
    fc.property(facts, fc.string(), fc.boolean(), (message, query, wantsNewest) => {
      const boosts = boosterOf(context({ query, wantsNewest }))(message)
      for (const boost of Object.values(boosts)) {
        expect(boost).toBeGreaterThan(0)
        expect(boost).toBeLessThanOrEqual(0.15)
      }
      expect(liftOf(boosts)).toBeLessThanOrEqual(LARGEST_LIFT + 1e-9)
    }),
  )
})

test('the share of words counts other forms of a word', () => {
  expect(shareHeld('deployment failures')('the deployments failed')).toBe(1)
  expect(shareHeld('deployment failures')('lunch failed')).toBe(0.5)
  expect(shareHeld('the of')('the of')).toBe(0)
})
