import { plainQuery, teamId, userId } from '@backscroll/core'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { searchMessages } from '../src/flows/search/search-messages.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const BOB = { askerId: userId('U0BOB'), audience: null }

async function keywordHits(ctx: Context, text: string): Promise<string[]> {
  const query = plainQuery(text)
  const found = await searchMessages(ctx, { teamId: teamId(ACME), readers: BOB, query, strategy: 'keyword', groupBy: 'message', limit: 10 })
  return found.results.map(({ message }) => message.text)
}

test('a question in other words finds the message, at work and in the words of one workspace; switched off it does not', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  expect(await keywordHits(ctx, 'acquisition')).toEqual(expect.arrayContaining([expect.stringContaining('merger with Initech')]))

  const verb = (...args: string[]) => runVerb(world.env, 'synonyms', ...args, '--team', ACME, '--json')
  expect(await keywordHits(ctx, 'refectory')).toEqual([])
  expect(await verb('put', 'Refectory', 'canteen', 'mess hall')).toMatchObject({ code: 0, json: { ok: true } })
  expect(await keywordHits(ctx, 'refectory')).toEqual(['Lunch is at noon in the canteen.'])
  expect(await verb('reset', 'refectory')).toMatchObject({ code: 0 })
  expect(await keywordHits(ctx, 'refectory')).toEqual([])

  const listed = await verb('list')
  const group = (listed.json as { everybodys: { id: string; members: string[] }[] }).everybodys.find(({ members }) =>
    members.includes('acquisition'),
  )
  expect(group?.members).toContain('merger')
  expect(await verb('off', group?.id ?? '')).toMatchObject({ code: 0 })
  expect(await keywordHits(ctx, 'acquisition')).toEqual([])
  expect(await verb('list')).toMatchObject({ json: { own: [], off: [group?.id] } })

  await using without = await looking({ ...world.env, SYNONYM_WEIGHT: '0' })
  expect(await keywordHits(without, 'PTO')).toEqual([])
  expect(await verb('put', 'alone')).toMatchObject({ code: 1 })
  expect(await verb('put', 'a*b', 'c')).toMatchObject({ code: 1 })
  expect(await verb('off', 'no such group')).toMatchObject({ code: 1 })
})
