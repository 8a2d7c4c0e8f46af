import { expect, test } from 'vitest'
import { CALLERS } from '../accept/tenancy/callers.ts'
import { TENANCY_ENV, tenancyWorkspaces, walkCompanies } from '../accept/tenancy/suite.ts'
import { aWorld } from './world/a-world.ts'
import { APP_ID } from './world/small-company.ts'

test('whoever calls whatever, with whose ids ever: two workspaces learn nothing of each other, and every route says what the table says', {
  timeout: 240_000,
}, async () => {
  const workspaces = tenancyWorkspaces()
  const closed = workspaces.flatMap(({ channels }) => channels.flatMap(({ id, isPrivate }) => (isPrivate ? [id] : [])))
  await using world = await aWorld({
    workspaces,
    installedIn: workspaces.map(({ id }) => id),
    env: TENANCY_ENV,
    before: async ({ slack }) => slack.updateApp(APP_ID, { autoJoinChannels: closed }),
  })
  const few = CALLERS.filter(({ name }) => ['owner', 'viewer', 'nobody', 'key of an owner'].includes(name))
  const walked = await walkCompanies(world, 'there', { kinds: few })
  expect(walked.findings).toEqual([])
  expect(walked).toMatchObject({ leaks: 0, unexpected: 0, notServed: [] })
  expect(walked.cells).toBeGreaterThan(600)
})
