import { teamHealth as schema } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { type HealthFacts, teamHealth } from './team-health.ts'

const WELL: HealthFacts = {
  allowed: 3,
  withoutApp: 0,
  stored: 10,
  indexed: 10,
  calls: 10,
  failedCalls: 0,
  deadEvents: 0,
  isInstalled: true,
  pausedReason: null,
  tokenEndsMs: null,
  isBlindToGroups: false,
  hasModel: true,
  spentUsd: 1,
  budgetUsd: 10,
  alertPercent: 80,
  isCapped: true,
  failedJobs: 0,
  waitingSeconds: 0,
  databaseMs: 2,
}

test('a workspace where nothing is to be done has a hundred points', () => {
  expect(teamHealth(WELL)).toMatchObject({ score: 100, state: 'healthy' })
  expect(teamHealth({ ...WELL, hasModel: false, spentUsd: 0, budgetUsd: 0 })).toMatchObject({ score: 100, state: 'healthy' })
})

test.each<[string, Partial<HealthFacts>, 'warning' | 'failed']>([
  ['slack', { isInstalled: false }, 'failed'],
  ['slack', { pausedReason: 'Slack revoked the token.' }, 'failed'],
  ['slack', { deadEvents: 1 }, 'warning'],
  ['slack', { tokenEndsMs: 1_796_000_000_000 }, 'failed'],
  ['slack', { isBlindToGroups: true }, 'warning'],
  ['channels', { allowed: 0 }, 'warning'],
  ['channels', { withoutApp: 1 }, 'warning'],
  ['index', { stored: 5_000 }, 'warning'],
  ['model', { failedCalls: 3 }, 'warning'],
  ['budget', { spentUsd: 8 }, 'warning'],
  ['budget', { spentUsd: 10 }, 'failed'],
  ['budget', { spentUsd: 10, isCapped: false }, 'warning'],
  ['database', { databaseMs: 2_001 }, 'warning'],
  ['queue', { failedJobs: 1 }, 'warning'],
  ['workers', { waitingSeconds: 301 }, 'warning'],
])('what is wrong with %s takes 25 points and says what to do: %j', (name, facts, state) => {
  const health = teamHealth({ ...WELL, ...facts })
  expect(schema.parse(health)).toEqual(health)
  expect(health).toMatchObject({ score: 75, state: 'warning' })
  expect(health.parts.filter((part) => part.state !== 'ok')).toMatchObject([{ name, state, remedy: expect.stringMatching(/\.$/) }])
})

test('points never go below nothing', () => {
  const worst = { isInstalled: false, allowed: 0, stored: 9_999, failedCalls: 10, spentUsd: 10, failedJobs: 1 }
  expect(teamHealth({ ...WELL, ...worst })).toMatchObject({ score: 0, state: 'failing' })
})
