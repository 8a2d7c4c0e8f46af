import { teamId } from '@backscroll/core'
import { teamsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { ACME, APP_ID } from './world/small-company.ts'

test('the clock of an uninstall runs as long as the workspace said', async () => {
  await using world = await aWorld()
  await decide(world.db, { erase_after_hours: 5 })
  await world.slack.uninstall(ACME, APP_ID)
  await world.quiet()
  const [team] = await world.admin<{ hours: number }[]>`
    select extract(epoch from erase_after - uninstalled_at)::float8 / 3600 as hours from teams where team_id = ${ACME}`
  expect(team?.hours).toBeCloseTo(5, 3)
  expect(await world.db.withTenant(teamId(ACME), (tx) => teamsOf(tx).get())).toMatchObject({ state: 'uninstalled' })
})
