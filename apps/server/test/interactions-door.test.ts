import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { knock } from './world/door.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const pressed = (more: object = {}): string => {
  const payload = {
    type: 'block_actions',
    team: { id: ACME },
    user: { id: 'U0ADA', team_id: ACME },
    api_app_id: APP_ID,
    actions: [{ action_id: 'a', block_id: 'b', value: 'v' }],
    ...more,
  }
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
}

test('an interaction is acknowledged with an empty 200 and counted by its type, only when Slack has signed it', async () => {
  const types: unknown[] = []
  const logTo = (line: string) => {
    const { msg, type } = JSON.parse(line) as Record<string, unknown>
    if (msg === 'interaction') types.push(type)
  }
  await using world = await aWorld({ installedIn: [], verb: 'api', logTo })
  const door = '/slack/interactions'
  expect((await knock(world, door, { body: pressed(), secret: 'somebody-elses-secret' })).status).toBe(401)
  expect((await knock(world, door, { body: pressed({ api_app_id: 'A0OTHER' }) })).status).toBe(400)
  expect((await knock(world, door, { body: pressed({ team: {} }) })).status).toBe(400)
  expect(types).toEqual([])
  for (const more of [{}, { type: 'view_closed' }, { type: 'from the future!' }]) {
    const answer = await knock(world, door, { body: pressed(more) })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  }
  expect(types).toEqual(['interaction:block-actions', 'interaction:view_closed', 'interaction:unprintable'])
})
