import type { Onboarding, Overview, TeamHealth, Usage } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { llmCallsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)

test('figures of a period are what counting the rows gives', async () => {
  await using world = await aWorld()
  for (const question of ['when does the billing rewrite ship?', 'when does the merger close?', 'what about the zorblax protocol?'])
    await world.ask('U0ADA', question)
  await world.ask('U0EVE', 'when does the billing rewrite ship?')
  const call = {
    purpose: 'answer',
    provider: 'cohere',
    model: 'command-a-03-2025',
    promptVersion: null,
    inputHash: null,
    ref: null,
    traceId: null,
  }
  await world.admin`
    insert into llm_calls (team_id, purpose, provider, model, cost_micro_usd, status, created_at, input_tokens, output_tokens)
    select ${ACME}, ${call.purpose}, ${call.provider}, ${call.model}, n * 1000, 'ok', now() - n * interval '30 hours', 10, 2 from generate_series(0, 5) n`
  await world.admin`update questions set created_at = now() - interval '3 days' where asker_id = 'U0EVE'`
  await world.admin`update answers set created_at = now() - interval '3 days' where question_id in (select question_id from questions where asker_id = 'U0EVE')`
  const ada = await signedInAs(world, 'U0ADA')
  const overview = async (period: string) => (await ada.call<Overview>(`/v1/overview?period=${period}`)).body
  const [day, week] = [await overview('24h'), await overview('7d')]
  expect(day).toMatchObject({ questions: 3, answeredShare: 2 / 3, helpfulShare: null })
  expect(week).toMatchObject({ questions: 4, answeredShare: 3 / 4 })
  for (const [figures, hours] of [
    [day, '24 hours'],
    [week, '7 days'],
  ] as const) {
    const from = figures.series[0]?.at ?? ''
    const [counted] = await world.admin<{ questions: number; spent: number; p95: number }[]>`
      select (select count(*)::int from questions where created_at >= ${from}) as questions,
        (select sum(cost_micro_usd)::float8 / 1e6 from llm_calls where created_at >= ${from}) as spent,
        (select percentile_cont(0.95) within group (order by (timings ->> 'totalMs')::float8) from answers where created_at >= ${from}) as p95`
    expect([hours, figures.questions, figures.p95Ms]).toEqual([hours, counted?.questions, counted?.p95])
    expect(figures.spentUsd).toBeCloseTo(counted?.spent ?? -1, 9)
    const sum = (of: (point: Overview['series'][number]) => number) => figures.series.reduce((total, point) => total + of(point), 0)
    expect(sum(({ questions }) => questions)).toBe(figures.questions)
    expect(sum(({ costUsd }) => costUsd)).toBeCloseTo(figures.spentUsd, 9)
    const ats = figures.series.map(({ at }) => Date.parse(at))
    expect(ats).toEqual(ats.toSorted((a, b) => a - b))
  }
  expect([day.series.length, week.series.length]).toEqual([24, 7])
  expect(week.topChannels.find(({ channelId }) => channelId === 'C0GENERAL')).toMatchObject({ name: 'general' })
  expect(week.unanswered).toMatchObject([{ question: 'what about the zorblax protocol?' }])
  expect(week.ingestion).toMatchObject({ isReading: false, channelsDone: 3, channelsTotal: 3, messages: 5, etaSeconds: null })
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  expect((await overview('7d')).topChannels.map(({ channelId }) => channelId)).not.toContain('C0DEAL')
  const spent = await world.db.withTenant(TEAM, (tx) => llmCallsOf(tx).spentSince(0))
  const usage = (await ada.call<Usage>('/v1/usage?days=90')).body
  expect(usage.totals).toMatchObject({ calls: 6, inputTokens: 60, outputTokens: 12 })
  expect(usage.totals.costUsd).toBeCloseTo(Number(spent) / 1e6, 9)
  expect(usage.rows.reduce((sum, row) => sum + row.costUsd, 0)).toBeCloseTo(usage.totals.costUsd, 9)
  expect(usage.prices.length).toBeGreaterThan(0)
  expect(usage.budget).toMatchObject({ dayUsd: 10, alertPercent: 80, hardCap: true })
  expect(await (await signedInAs(world, 'U0EVE')).call('/v1/overview')).toMatchObject({ status: 403 })
})

test('the health of a workspace follows what is wrong with it', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const health = async () => (await ada.call<TeamHealth>('/v1/team/health')).body
  expect(await health()).toMatchObject({ score: 100, state: 'healthy' })
  await decide(world.db, { budget_day_usd: 0.001 })
  await world.admin`
    insert into llm_calls (team_id, purpose, provider, model, cost_micro_usd, status, created_at) values (${ACME}, 'answer', 'cohere', 'm', 5000, 'ok', now())`
  expect((await health()).parts.find(({ name }) => name === 'budget')).toMatchObject({
    state: 'failed',
    remedy: expect.stringMatching(/budget/),
  })
  await world.admin`update channels set bot_is_member = false where channel_id = 'C0HELP'`
  expect(await health()).toMatchObject({ score: 50, state: 'warning' })
})

test('first steps are done when what they lead to is there, and the list can be put away', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const list = async () => (await ada.call<Onboarding>('/v1/onboarding')).body
  const done = async () => (await list()).steps.filter(({ isDone }) => isDone).map(({ step }) => step)
  expect(await done()).toEqual(['connect', 'channels', 'reading'])
  await world.ask('U0ADA', 'when does the billing rewrite ship?')
  expect(await done()).toEqual(['connect', 'channels', 'reading', 'ask'])
  await ada.call('/v1/invites', { body: { userId: 'U0EVE', role: 'member' } })
  expect(await done()).toEqual(['connect', 'channels', 'reading', 'ask', 'invite'])
  await world.admin`delete from member_invites`
  expect(await done()).toEqual(['connect', 'channels', 'reading', 'ask'])
  await world.ask('U0EVE', 'when does the billing rewrite ship?')
  expect(await done()).toEqual(['connect', 'channels', 'reading', 'ask', 'invite'])
  expect(await ada.call('/v1/onboarding', { method: 'PUT', body: { isDismissed: true } })).toMatchObject({ body: { isDismissed: true } })
  expect(await list()).toMatchObject({
    isDismissed: true,
    askLink: expect.stringMatching(/^https:\/\/slack\.com\/app_redirect\?app=A0BACKSCROLL&team=T0ACME$/),
  })
  await ada.call('/v1/onboarding', { method: 'PUT', body: { isDismissed: false } })
  expect(await list()).toMatchObject({ isDismissed: false })
})
