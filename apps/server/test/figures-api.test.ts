import type { Onboarding, Overview, TeamHealth, Usage } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, llmCallsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
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
  await world.admin`
    insert into feedback (team_id, answer_id, user_id, verdict, created_at)
    select a.team_id, a.answer_id, 'U0BOB', case when q.text like '%merger%' then 'bad' else 'good' end, now()
    from answers a join questions q using (team_id, question_id) where a.state = 'answered'`
  await world.admin`update questions set created_at = now() - interval '3 days' where asker_id = 'U0EVE'`
  await world.admin`update answers set created_at = now() - interval '3 days' where question_id in (select question_id from questions where asker_id = 'U0EVE')`
  const ada = await signedInAs(world, 'U0ADA')
  const overview = async (period: string) => (await ada.call<Overview>(`/v1/overview?period=${period}`)).body
  const [day, week] = [await overview('24h'), await overview('7d')]
  expect(day).toMatchObject({ questions: 3, answeredShare: 2 / 3 })
  expect(week).toMatchObject({ questions: 4, answeredShare: 3 / 4 })
  for (const [figures, hours] of [
    [day, '24 hours'],
    [week, '7 days'],
  ] as const) {
    const from = figures.series[0]?.at ?? ''
    const [counted] = await world.admin<{ spent: number; today: number }[]>`
      select (select count(*)::int from questions where created_at >= ${from}) as questions,
        (select sum(cost_micro_usd)::float8 / 1e6 from llm_calls where created_at >= ${from}) as spent,
        (select sum(cost_micro_usd)::float8 / 1e6 from llm_calls where created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC') as today,
        (select avg(case when a.state = 'answered' and exists (select 1 from answer_sources s where s.answer_id = a.answer_id and s.role = 'cited')
          then 1.0 else 0 end)::float8 from answers a join questions q using (team_id, question_id) where q.created_at >= ${from}) as "answeredShare",
        (select avg(case when verdict = 'good' then 1.0 else 0 end)::float8 from feedback where created_at >= ${from}) as "helpfulShare",
        (select percentile_cont(0.5) within group (order by (timings ->> 'totalMs')::float8) from answers where created_at >= ${from}) as "p50Ms",
        (select percentile_cont(0.95) within group (order by (timings ->> 'totalMs')::float8) from answers where created_at >= ${from}) as "p95Ms"`
    const { spent, today, ...same } = counted ?? { spent: -1, today: -1 }
    expect([hours, figures]).toMatchObject([hours, same])
    expect(figures.spentUsd).toBeCloseTo(spent, 9)
    expect(figures.today.spentUsd).toBeCloseTo(today, 9)
    const cited = await world.admin`
      select s.channel_id as "channelId", count(*)::int as citations from answers a join answer_sources s using (team_id, answer_id)
      where a.created_at >= ${from} and s.role = 'cited' group by 1 order by 2 desc, 1`
    expect(figures.topChannels.map(({ channelId, citations }) => ({ channelId, citations }))).toEqual([...cited])
    const sum = (of: (point: Overview['series'][number]) => number) => figures.series.reduce((total, point) => total + of(point), 0)
    expect(sum(({ questions }) => questions)).toBe(figures.questions)
    expect(sum(({ costUsd }) => costUsd)).toBeCloseTo(figures.spentUsd, 9)
    const ats = figures.series.map(({ at }) => Date.parse(at))
    expect(ats).toEqual(ats.toSorted((a, b) => a - b))
  }
  expect([day.series.length, week.series.length]).toEqual([24, 7])
  expect(week.topChannels.find(({ channelId }) => channelId === 'C0GENERAL')).toMatchObject({ name: 'general' })
  // what was found bad is no answer either
  expect(week.unanswered).toMatchObject([{ question: 'what about the zorblax protocol?' }, { question: 'when does the merger close?' }])
  expect(week.ingestion).toMatchObject({ isReading: false, channelsDone: 3, channelsTotal: 3, messages: 5, etaSeconds: null })
  await world.admin`delete from channel_members where channel_id = 'C0DEAL' and user_id = 'U0ADA'`
  expect((await overview('7d')).topChannels.map(({ channelId }) => channelId)).not.toContain('C0DEAL')
  const spent = await world.db.withTenant(TEAM, (tx) => llmCallsOf(tx).spentSince(0))
  const usage = (await ada.call<Usage>('/v1/usage?days=90')).body
  expect(usage.totals).toMatchObject({ calls: 6, inputTokens: 60, outputTokens: 12 })
  expect(usage.totals.costUsd).toBeCloseTo(Number(spent) / 1e6, 9)
  expect(usage.rows.reduce((sum, row) => sum + row.costUsd, 0)).toBeCloseTo(usage.totals.costUsd, 9)
  expect(usage.prices.length).toBeGreaterThan(0)
  const zone = (await world.admin<{ tz: string | null }[]>`select tz from users where user_id = 'U0ADA'`)[0]?.tz ?? 'UTC'
  const byDay = await world.admin`
    select to_char(created_at at time zone ${zone}, 'YYYY-MM-DD') as day, purpose, model, count(*)::int as calls, sum(input_tokens)::int as "inputTokens",
      sum(output_tokens)::int as "outputTokens", sum(cost_micro_usd)::float8 / 1e6 as "costUsd" from llm_calls group by 1, 2, 3 order by 1, 2, 3`
  expect(usage.rows).toMatchObject([...byDay])
  expect(usage.budget).toMatchObject({ dayUsd: 10, alertPercent: 80, hardCap: true })
  expect(await (await signedInAs(world, 'U0EVE')).call('/v1/overview')).toMatchObject({ status: 403 })
})

test('what was done latest is told to admins, with names and without what happens all the time', async () => {
  await using world = await aWorld()
  const [ada, eve] = [await signedInAs(world, 'U0ADA'), await signedInAs(world, 'U0EVE')]
  await world.ask('U0ADA', 'when does the billing rewrite ship?')
  expect((await ada.call('/v1/members/U0EVE', { method: 'PUT', body: { role: 'analyst' } })).status).toBe(204)
  await world.db.withTenant(TEAM, (tx) =>
    auditOf(tx).append({ actor: 'U0ADA', actorKind: 'user', action: 'session.opened', target: 'x', atMs: Date.now() }),
  )
  const { activity } = (await ada.call<Overview>('/v1/overview')).body
  expect(activity?.[0]).toMatchObject({ sentence: 'Ada Test changed the role of Eve Test.', actor: { userId: 'U0ADA', name: 'Ada Test' } })
  const [log] = await world.admin<{ ids: string[] }[]>`
    select array(select id::text from audit_log where action not in ('session.opened', 'question.asked') order by id desc limit 8) as ids`
  expect(activity?.map(({ id }) => id)).toEqual(log?.ids)
  // the audit log is for admins, and for keys that are good for it
  expect((await eve.call<Overview>('/v1/overview')).body.activity).toBeNull()
  const ofKey = async (scopes: string[]) =>
    (await callApi<Overview>(world, await aKeyOf(world, 'U0ADA', { scopes }), '/v1/overview')).body.activity
  expect([await ofKey(['usage']), (await ofKey(['usage', 'audit'])) === null]).toEqual([null, false])
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
