import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roleOf, type TeamRole } from './team-role.ts'

const given = fc.constantFrom<TeamRole>('owner', 'admin', 'analyst', 'member', 'viewer')

test('a role that was given stands, whatever Slack says', () => {
  fc.assert(
    fc.property(given, fc.boolean(), fc.boolean(), (givenRole, isSlackAdmin, isGuest) => {
      expect(roleOf({ givenRole, isSlackAdmin, isGuest })).toBe(givenRole)
    }),
  )
})

test('without one Slack decides, and nobody becomes an owner by it', () => {
  const of = (isSlackAdmin: boolean, isGuest: boolean) => roleOf({ givenRole: null, isSlackAdmin, isGuest })
  expect([of(true, false), of(false, false), of(false, true)]).toEqual(['admin', 'member', 'viewer'])
})
