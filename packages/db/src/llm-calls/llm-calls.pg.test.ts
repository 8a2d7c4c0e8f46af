import { teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelPricesOf, putModelPrice } from '../model-prices.ts'
import { teamsOf } from '../teams.ts'
import { queriesOf, type TenantTx } from '../tenant.ts'
import type { CallEnd } from './call.ts'
import { llmCallsOf } from './llm-calls.ts'
import { type CallEstimate, endLostCalls } from './reserve.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
const NOON = Date.UTC(2026, 10, 30, 12)
const DAY_START = Date.UTC(2026, 10, 30)
const MINUTE = 60_000
let database: TestDatabase
const inTeam = <T>(work: (calls: ReturnType<typeof llmCallsOf>) => Promise<T>, team = A): Promise<T> =>
  database.db.withTenant(team, (tx) => work(llmCallsOf(tx)))

beforeAll(async () => {
  database = await aDatabase({ poolSize: 10 })
  for (const team of [A, B])
    await database.db.withTenant(team, (tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }))
})
beforeEach(() => database.db.withSystem(async (tx) => void (await queriesOf(tx).execute(sql`delete from llm_calls`))))
afterAll(() => database[Symbol.asyncDispose]())

const subject = { purpose: 'answer', provider: 'cohere', model: 'command-a-03-2025' }
const estimate = (given: Partial<CallEstimate> = {}): CallEstimate => ({
  ...subject,
  estimateMicroUsd: 300n,
  budgetMicroUsd: 1_000n,
  dayStartMs: DAY_START,
  hardCap: true,
  nowMs: NOON,
  ...given,
})
const end = (given: Partial<CallEnd> = {}): CallEnd => ({
  status: 'ok',
  inputTokens: 100,
  outputTokens: 20,
  searchUnits: null,
  costMicroUsd: 250n,
  isEstimate: true,
  latencyMs: 800,
  firstTokenMs: 90,
  retries: 0,
  atMs: NOON + 1_000,
  ...given,
})

describe('the budget of a day', () => {
  test('eight calls at once never promise more than is left under a hard cap', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => inTeam((calls) => calls.reserve(estimate()))))
    expect(made.filter(({ callId }) => callId !== null)).toHaveLength(3)
    expect(made.filter(({ callId }) => callId === null).every(({ isOverBudget }) => isOverBudget)).toBe(true)
    expect(made.map(({ usedMicroUsd }) => Number(usedMicroUsd)).sort((a, b) => a - b)).toEqual([0, 300, 600, 900, 900, 900, 900, 900])
    expect(await inTeam((calls) => calls.reserve(estimate({ estimateMicroUsd: 100n })))).toMatchObject({ isOverBudget: false })
  })

  test('without a hard cap all of them are made, and each that passes the budget says so', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => inTeam((calls) => calls.reserve(estimate({ hardCap: false })))))
    expect(new Set(made.map(({ callId }) => callId)).size).toBe(8)
    expect(made.filter(({ isOverBudget }) => isOverBudget)).toHaveLength(5)
  })

  test('a settled call counts with what it has cost, and is settled once', async () => {
    const { callId } = await inTeam((calls) => calls.reserve(estimate({ estimateMicroUsd: 1_000n })))
    expect(await inTeam((calls) => calls.reserve(estimate({ estimateMicroUsd: 1n })))).toMatchObject({ callId: null })
    expect(await inTeam((calls) => calls.settle(callId ?? '', end()))).toBe(true)
    expect(await inTeam((calls) => calls.settle(callId ?? '', end({ costMicroUsd: 9n })))).toBe(false)
    expect(await inTeam((calls) => calls.spentSince(DAY_START))).toBe(250n)
    expect(await inTeam((calls) => calls.reserve(estimate({ estimateMicroUsd: 750n })))).toMatchObject({ usedMicroUsd: 250n })
  })

  test('what a dead process has reserved is free after ten minutes, and its call is counted as lost', async () => {
    const { callId } = await inTeam((calls) => calls.reserve(estimate({ estimateMicroUsd: 1_000n })))
    const retry = (nowMs: number) => inTeam((calls) => calls.reserve(estimate({ nowMs })))
    expect(await retry(NOON + 10 * MINUTE - 1)).toMatchObject({ callId: null })
    expect(await retry(NOON + 10 * MINUTE)).toMatchObject({ callId: expect.any(String), usedMicroUsd: 0n })
    expect(await database.db.withSystem((tx) => endLostCalls(tx, NOON + 10 * MINUTE))).toBe(1)
    expect(await inTeam((calls) => calls.settle(callId ?? '', end()))).toBe(false)
    expect(await inTeam((calls) => calls.usage({ fromMs: DAY_START, toMs: NOON + 1 }))).toMatchObject([{ calls: 1, failures: 1 }])
  })

  test('yesterday and other teams do not count', async () => {
    await inTeam((calls) => calls.add({ ...subject, ...end({ costMicroUsd: 900n, atMs: DAY_START - 1 }) }))
    await inTeam((calls) => calls.add({ ...subject, ...end({ costMicroUsd: 900n }) }), B)
    expect(await inTeam((calls) => calls.reserve(estimate()))).toMatchObject({ usedMicroUsd: 0n, isOverBudget: false })
    expect(await inTeam((calls) => calls.spentSince(DAY_START))).toBe(0n)
    expect(await inTeam((calls) => calls.spentSince(DAY_START - 1))).toBe(900n)
  })
})

describe('usage', () => {
  test('its rows add up to the calls, whatever they are and however large their numbers', async () => {
    const call = fc.record({
      purpose: fc.constantFrom('answer', 'embed', 'rerank'),
      model: fc.constantFrom('m1', 'm2'),
      status: fc.constantFrom('ok' as const, 'failed' as const, 'aborted' as const),
      cached: fc.boolean(),
      inputTokens: fc.option(fc.integer({ min: 0, max: 2_000_000_000 })),
      outputTokens: fc.option(fc.integer({ min: 0, max: 4_000 })),
      searchUnits: fc.option(fc.integer({ min: 0, max: 10 })),
      costMicroUsd: fc.bigInt({ min: 0n, max: 2n ** 54n }),
      atMs: fc.integer({ min: DAY_START - 40 * 3_600_000, max: DAY_START + 40 * 3_600_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 30 }), async (drawn) => {
        await database.db.withTenant(A, (tx) => queriesOf(tx).execute(sql`delete from llm_calls`))
        await inTeam(async (calls) => {
          for (const given of drawn) await calls.add({ ...subject, ...end(), ...given })
        })
        const range = { fromMs: DAY_START - 30 * 3_600_000, toMs: DAY_START + 30 * 3_600_000 }
        const rows = await inTeam((calls) => calls.usage({ ...range, timeZone: 'America/New_York' }))
        const counted = drawn.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs)
        const total = <Row>(all: readonly Row[], of: (row: Row) => number) => all.reduce((sum, row) => sum + of(row), 0)
        const money = (all: readonly { costMicroUsd: bigint }[]) => all.reduce((sum, row) => sum + row.costMicroUsd, 0n)
        expect(money(rows)).toBe(money(counted))
        expect(total(rows, ({ calls }) => calls)).toBe(counted.length)
        expect(total(rows, ({ cached }) => cached)).toBe(counted.filter(({ cached }) => cached).length)
        expect(total(rows, ({ failures }) => failures)).toBe(counted.filter(({ status }) => status === 'failed').length)
        for (const unit of ['inputTokens', 'outputTokens', 'searchUnits'] as const)
          expect(total(rows, (row) => row[unit])).toBe(total(counted, (row) => row[unit] ?? 0))
        const keys = rows.map(({ day, purpose, provider, model }) => [day, purpose, provider, model].join())
        expect(keys).toEqual([...new Set(keys)].sort())
      }),
      { numRuns: 20 },
    )
  })

  test('days are those of the time zone, and percentiles those of calls that reached the provider', async () => {
    await inTeam(async (calls) => {
      for (let n = 1; n <= 20; n += 1) await calls.add({ ...subject, ...end({ latencyMs: n * 10, atMs: DAY_START + n }) })
      await calls.add({ ...subject, ...end({ latencyMs: 1, atMs: DAY_START + 30 }), cached: true })
      await calls.add({ ...subject, ...end({ latencyMs: 60_000, status: 'failed', errorCode: 'timeout', atMs: DAY_START + 31 }) })
    })
    const range = { fromMs: DAY_START, toMs: DAY_START + 1_000 }
    expect(await inTeam((calls) => calls.usage(range))).toEqual([
      {
        ...subject,
        day: '2026-11-30',
        calls: 22,
        inputTokens: 2_200,
        outputTokens: 440,
        searchUnits: 0,
        costMicroUsd: 5_500n,
        isEstimate: true,
        cached: 1,
        failures: 1,
        p50Ms: 105,
        p95Ms: expect.closeTo(190.5, 3),
      },
    ])
    expect(await inTeam((calls) => calls.usage({ ...range, timeZone: 'America/New_York' }))).toMatchObject([{ day: '2026-11-29' }])
  })
})

describe('prices', () => {
  const price = {
    provider: 'cohere',
    model: 'new-model',
    unit: 'input_token' as const,
    validFromMs: NOON,
    usdPerMillion: 0.0375,
    note: 'from the price page',
    isEstimate: false,
    editedBy: 'operator',
  }

  test('every team reads the same ones, and only the operator writes', async () => {
    await database.db.withSystem((tx) => putModelPrice(tx, price))
    await database.db.withSystem((tx) => putModelPrice(tx, { ...price, usdPerMillion: 0.04, editedBy: 'other' }))
    const mine = (prices: { model: string }[]) => prices.filter(({ model }) => model === 'new-model')
    for (const team of [A, B])
      expect(mine(await database.db.withTenant(team, (tx) => modelPricesOf(tx)))).toEqual([
        { ...price, usdPerMillion: 0.04, editedBy: 'other' },
      ])
    expect(mine(await database.db.withSystem((tx) => modelPricesOf(tx)))).toHaveLength(1)
    const write = (statement: string) => database.db.withTenant(A, (tx: TenantTx) => queriesOf(tx).execute(sql.raw(statement)))
    for (const statement of ['update model_prices set usd_per_million = 0', 'delete from model_prices', 'truncate model_prices'])
      await expect(write(statement)).rejects.toThrow(/42501/)
    await expect(write("insert into model_prices values ('a', 'b', 'input_token', now(), 1, '', false, 'x')")).rejects.toThrow(/42501/)
  })

  test('the first ones mark what is not confirmed', async () => {
    const prices = await database.db.withSystem((tx) => modelPricesOf(tx))
    const known = prices.filter(({ editedBy }) => editedBy === 'backscroll')
    expect(known).toHaveLength(11)
    expect(new Set(known.filter(({ isEstimate }) => !isEstimate).map(({ model }) => model))).toEqual(
      new Set(['command-r-08-2024', 'command-r-plus-08-2024']),
    )
  })
})
