import { expect, test } from 'vitest'
import { type AskerStanding, mayAsk } from './may-ask.ts'

const people = {
  admin: { userId: 'U0ADMIN', isAdmin: true, isFullMember: true },
  member: { userId: 'U0MEMBER', isAdmin: false, isFullMember: true },
  guest: { userId: 'U0GUEST', isAdmin: false, isFullMember: false },
} satisfies Record<string, AskerStanding>

test.each([
  ['everyone', [], { admin: 'yes', member: 'yes', guest: 'yes' }],
  ['full_members', ['U0GUEST'], { admin: 'yes', member: 'yes', guest: 'no' }],
  ['chosen', [], { admin: 'yes', member: 'no', guest: 'no' }],
  ['chosen', ['U0GUEST', 'U0GONE'], { admin: 'yes', member: 'no', guest: 'yes' }],
  ['chosen', ['U0MEMBER', 'S0GROUP'], { admin: 'yes', member: 'yes', guest: 'if-in-group' }],
] as const)('%s, %j: who is answered', (allowed_askers, asker_ids, expected) => {
  const verdicts = Object.entries(people).map(([name, standing]) => [name, mayAsk({ allowed_askers, asker_ids: [...asker_ids] }, standing)])
  expect(Object.fromEntries(verdicts)).toEqual(expected)
})
