import type { Overview } from '@backscroll/contracts'
import { type TeamSettings, teamId } from '@backscroll/core'
import { llmCallsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { tellOfBudget } from '../src/flows/accounting/watch-budget.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { looking } from './world/looking.ts'
import { aRotatingWorld } from './world/rotating.ts'
import { toldInPrivate } from './world/said-by-app.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)

/** What the installer was told in Slack about this. */
const told = (world: LivedInWorld, word: string): string[] =>
  toldInPrivate(world.slack, 'U0ADA')
    .map(({ text }) => text)
    .filter((text) => text.includes(word))

/** What the overview says: parts with something to do, and what was done. */
async function overview(world: LivedInWorld, nowMs = Date.now()) {
  const { body } = await (await signedInAs(world, 'U0ADA', { nowMs })).call<Overview>('/v1/overview')
  return { parts: body.health.parts.filter(({ state }) => state !== 'ok'), done: body.activity?.map(({ sentence }) => sentence) }
}

test('notices go to the person who installed the app, or to the dashboard alone, and stand there always', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const spends = async (settings: Partial<TeamSettings>) => {
    await decide(world.db, { budget_day_usd: 1, ...settings })
    await ctx.db.withTenant(TEAM, async (tx) => {
      const call = { purpose: 'answer', provider: 'openai', model: 'writer', estimateMicroUsd: 900_000n, budgetMicroUsd: 1_000_000n }
      await llmCallsOf(tx).reserve({ ...call, dayStartMs: 0, hardCap: true, nowMs: ctx.clock.nowMs() })
    })
    await world.admin`update llm_calls set cost_micro_usd = 900000`
    await ctx.db.withTenant(TEAM, (tx) => tellOfBudget(ctx, tx, TEAM))
    await world.quiet()
  }
  await spends({ notify_budget: 'dashboard' })
  expect(told(world, 'budget')).toEqual([])
  expect(await overview(world)).toMatchObject({
    parts: expect.arrayContaining([expect.objectContaining({ name: 'budget', state: 'warning' })]),
    done: expect.arrayContaining([
      expect.stringMatching(/^Backscroll told that the budget of \d{4}-\d\d-\d\d is nearly or wholly used\.$/),
    ]),
  })

  await world.admin`delete from notices where kind = 'budget'`
  await world.admin`delete from llm_calls`
  await spends({ notify_budget: 'slack' })
  expect(told(world, 'budget')).toHaveLength(1)
  expect((await overview(world)).done?.filter((sentence) => sentence.includes('the budget of'))).toHaveLength(2)
})

test.each([
  ['dashboard', 0],
  ['slack', 1],
] as const)(
  'that Slack renews the token no more is told where the workspace says, and stands on the overview always',
  async (where, times) => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    await decide(world.db, { notify_failures: where })
    world.slack.faults.add({ method: 'oauth.v2.access', kind: 'refuse', error: 'invalid_refresh_token' })
    rotating.pass(10.5)
    world.as('U0ADA').rename('C0HELP', 'help-one')
    await world.quiet()
    expect(told(world, 'no longer renews')).toHaveLength(times)
    expect(await overview(world, rotating.serverTime.nowMs())).toMatchObject({
      parts: expect.arrayContaining([
        expect.objectContaining({ name: 'slack', state: 'failed', detail: expect.stringContaining('renews the token no more') }),
      ]),
      done: expect.arrayContaining(['Slack renews the token of the app no more: install it again.']),
    })
  },
)
