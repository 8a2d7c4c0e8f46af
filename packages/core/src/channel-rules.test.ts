import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHANNEL_POLICIES, isAllowedByPolicy, isJoinedBySetting, isNamedBy, NAME_RULE, ruleText } from './channel-rules.ts'

const channel = (name: string, more: object = {}) => ({ name, isPrivate: false, isExtShared: false, ...more })

test.each([
  ['billing', ['billing'], true],
  ['Billing', ['billing'], true],
  ['billing-2', ['billing'], false],
  ['eng-api', ['eng-*'], true],
  ['eng', ['eng-*'], false],
  ['anything', ['*'], true],
  ['anything', [], false],
  ['eng-secret', ['eng-*', '!eng-secret'], false],
  ['eng-secret-2', ['eng-*', '!eng-secret*'], false],
  ['eng-api', ['!eng-secret*', 'eng-*'], true],
  ['eng-api', ['!eng-secret'], false],
  ['team-größe', ['team-größe'], true],
])('#%s by %j: %s', (name, rules, expected) => {
  expect(isNamedBy(name, rules)).toBe(expected)
})

test('a pattern is kept without # and in small letters, and what is none is refused', () => {
  expect(['#Eng-*', ' !#Secret ', '*'].map(ruleText)).toEqual(['eng-*', '!secret', '*'])
  for (const rule of ['eng-*', '!eng-secret', '#eng', '!*', '*', 'größe']) expect([rule, NAME_RULE.test(rule)]).toEqual([rule, true])
  for (const rule of ['', '!', '#', 'a b', 'a*b', '*a', 'a,b', '<#C1>', `"x"`, 'x'.repeat(81)])
    expect([rule, NAME_RULE.test(rule)]).toEqual([rule, false])
})

test('no policy and no rule ever allows a private channel, or one that another company shares', () => {
  const rules = fc.record({
    channel_policy: fc.constantFrom(...CHANNEL_POLICIES),
    channel_name_rules: fc.array(fc.constantFrom('*', 'a*', 'ab')),
  })
  fc.assert(
    fc.property(rules, fc.constantFrom('a', 'ab', 'b'), (given, name) => {
      expect(isAllowedByPolicy(channel(name, { isPrivate: true }), given)).toBe(false)
      expect(isAllowedByPolicy(channel(name, { isExtShared: true }), given)).toBe(false)
      const { channel_policy: policy, channel_name_rules: patterns } = given
      const expected = policy === 'all_public' || (policy === 'name_rules' && isNamedBy(name, patterns))
      expect(isAllowedByPolicy(channel(name), given)).toBe(expected)
    }),
  )
})

test('the app joins by itself what is public, allowed, open and never was taken from it', () => {
  const all = { channel_policy: 'all_public', channel_name_rules: [], auto_join: true } as const
  const open = { ...channel('a'), isArchived: false, botIsMember: false, policy: 'pending', joinBarred: null } as const
  expect(isJoinedBySetting(open, all)).toBe(true)
  expect(isJoinedBySetting({ ...open, policy: 'allowed' }, { ...all, channel_policy: 'opt_in' })).toBe(true)
  for (const more of [
    { isPrivate: true },
    { isExtShared: true },
    { isArchived: true },
    { botIsMember: true },
    { policy: 'excluded' as const },
    { joinBarred: 'removed' },
  ])
    expect([more, isJoinedBySetting({ ...open, ...more }, all)]).toEqual([more, false])
  expect(isJoinedBySetting(open, { ...all, auto_join: false })).toBe(false)
  expect(isJoinedBySetting(open, { ...all, channel_policy: 'opt_in' })).toBe(false)
})
