import { messageTs, teamId } from '@backscroll/core'
import { aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answersOf } from './answers/answers.ts'
import { auditOf } from './audit.ts'
import { coverageOf } from './coverage.ts'
import { driftReportsOf } from './drift-reports.ts'
import { indexStateOf } from './index-state.ts'
import { installationsOf, type NewInstallation } from './installations.ts'
import { oauthStatesOf } from './oauth-states.ts'
import { questionsOf } from './questions.ts'
import { allTeams, teamsOf } from './teams.ts'
import { queriesOf, type TenantTx } from './tenant.ts'
import { watermarksOf } from './watermarks.ts'

const A = teamId('TAAA')
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => database.db.withTenant(A, work)

beforeAll(async () => {
  database = await aDatabase()
  await inTeam((tx) => teamsOf(tx).upsert({ teamId: A, name: 'Acme', domain: 'acme', url: 'https://acme.slack.com/' }))
})
afterAll(() => database[Symbol.asyncDispose]())

describe('one-time states', () => {
  const states = <T>(work: (states: ReturnType<typeof oauthStatesOf>) => Promise<T>): Promise<T> =>
    database.db.withSystem((tx) => work(oauthStatesOf(tx)))
  const create = (stateHash: string) =>
    states((all) => all.create({ stateHash, browserHash: 'b', purpose: 'install', expiresAtMs: 1_000, returnPath: '/' }))

  test('a state is good once, however many come at the same time', async () => {
    await create('s1')
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => states((all) => all.consume({ stateHash: 's1', browserHash: 'b', purpose: 'install', nowMs: 500 }))),
    )
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['ok', ...Array.from({ length: 7 }, () => 'used')])
  })

  test('an unknown, late or foreign state is refused, and a foreign attempt does not spend it', async () => {
    await create('s2')
    const consume = async (stateHash: string, browserHash: string, nowMs: number, purpose: 'install' | 'login' = 'install') =>
      (await states((all) => all.consume({ stateHash, browserHash, purpose, nowMs }))).outcome
    expect(await consume('s3', 'b', 1)).toBe('unknown')
    expect(await consume('s2', 'b', 1, 'login')).toBe('unknown')
    expect(await consume('s2', 'other', 1)).toBe('other-browser')
    expect(await consume('s2', 'b', 1_000)).toBe('expired')
    expect(await consume('s2', 'b', 999)).toBe('ok')
    expect(await states((all) => all.purgeExpired(1_000))).toBe(0)
    expect(await states((all) => all.purgeExpired(1_001))).toBe(2)
  })
})

describe('installations', () => {
  const install: NewInstallation = {
    teamId: A,
    appId: 'A1',
    enterpriseId: null,
    botUserId: 'UBOT',
    botId: 'B1',
    sealedBotToken: 'sealed-1',
    keyId: 'k1',
    scopes: ['chat:write', 'commands'],
    installerUserId: 'U1',
    installedAtMs: 1_700_000_000_123,
    transport: 'http',
  }

  test('a reinstall replaces the token and counts the generation up; the end of an installation drops the token', async () => {
    const repo = <T>(work: (all: ReturnType<typeof installationsOf>) => Promise<T>): Promise<T> =>
      database.db.withSystem((tx) => work(installationsOf(tx)))
    expect(await repo((all) => all.upsert(install))).toEqual({ generation: 1 })
    expect(await inTeam((tx) => installationsOf(tx).upsert({ ...install, sealedBotToken: 'sealed-2' }))).toEqual({ generation: 2 })
    expect(await repo((all) => all.active(A, 'A1'))).toEqual({
      ...install,
      sealedBotToken: 'sealed-2',
      generation: 2,
      isActive: true,
      isPaused: false,
      rotation: null,
      isOrgWide: false,
      renewalRefusedAtMs: null,
    })
    expect(await repo((all) => all.listActive())).toHaveLength(1)
    const end = { generation: 2, teamId: A, appId: 'A1', atMs: 5, reason: 'tokens_revoked' }
    expect(await repo((all) => all.deactivate({ ...end, generation: 1 }))).toBe(false)
    expect(await repo((all) => all.deactivate(end))).toBe(true)
    expect(await repo((all) => all.deactivate(end))).toBe(false)
    expect(await repo((all) => all.active(A, 'A1'))).toBeNull()
    expect(await repo((all) => all.latest(A, 'A1'))).toMatchObject({ sealedBotToken: '', generation: 2, isActive: false })
    expect(await repo((all) => all.latest(A, 'A2'))).toBeNull()
    const rows = await inTeam((tx) => queriesOf(tx).execute(sql`select bot_token, revoked_reason from installations`))
    expect([...rows]).toEqual([{ bot_token: null, revoked_reason: 'tokens_revoked' }])
    expect(await repo((all) => all.upsert(install))).toEqual({ generation: 3 })
  })

  test('a team keeps its state when its names change, and its uninstall time until it comes back', async () => {
    await inTeam(async (tx) => {
      const team = teamsOf(tx)
      await team.setState('uninstalled', 100)
      await team.setState('erasing', 200)
      await team.upsert({ teamId: A, name: 'Acme Inc', domain: 'acme', url: 'https://acme.slack.com/' })
      expect(await team.get()).toMatchObject({ name: 'Acme Inc', state: 'erasing', uninstalledAtMs: 100 })
      await team.pause('token_revoked')
      expect(await team.get()).toMatchObject({ state: 'paused', pausedReason: 'token_revoked' })
      await team.setState('active', 300)
      await team.patch({ domain: 'acme-inc', url: undefined })
      expect(await team.get()).toMatchObject({
        state: 'active',
        pausedReason: null,
        uninstalledAtMs: null,
        domain: 'acme-inc',
        url: 'https://acme.slack.com/',
      })
    })
    expect(await database.db.withSystem(allTeams)).toMatchObject([{ teamId: A }])
  })
})

describe('backfill state', () => {
  test('a pass is kept where it stands, and a page of a pass that was replaced moves nothing', async () => {
    const pass = { channelId: 'C1', fromTs: messageTs('100.0'), startedAtMs: 1_700_000_000_123, threads: 'all' as const }
    const place = {
      cursor: 'abc',
      oldestTs: messageTs('150.0'),
      newestTs: messageTs('190.0'),
      pagesDone: false,
      jumpAt: null,
      jumpTo: null,
    }
    const counts = { messagesRead: 3, threadsFound: 1 }
    await inTeam(async (tx) => {
      await watermarksOf(tx).begin(pass)
      expect(await watermarksOf(tx).advance(pass, { ...place, ...counts })).toBe(true)
      expect(await watermarksOf(tx).get('C1')).toMatchObject({ ...pass, ...place, ...counts, threadsPending: 0, isStopped: false })
      expect(await watermarksOf(tx).get('C2')).toBeNull()
      await watermarksOf(tx).begin({ ...pass, startedAtMs: pass.startedAtMs + 1 })
      expect(await watermarksOf(tx).advance(pass, { ...place, ...counts })).toBe(false)
      expect(await watermarksOf(tx).get('C1')).toMatchObject({ cursor: null, oldestTs: null, messagesRead: 0 })
      await watermarksOf(tx).begin({ ...pass, channelId: 'C2' })
      await watermarksOf(tx).reset('C1')
      expect((await watermarksOf(tx).list()).map((mark) => mark.channelId)).toEqual(['C2'])
      await watermarksOf(tx).reset()
      expect(await watermarksOf(tx).list()).toEqual([])
    })
  })

  test('coverage merges what touches', async () => {
    await inTeam(async (tx) => {
      await coverageOf(tx).record('C1', '10.0', '20.0', true, false)
      await coverageOf(tx).record('C1', '20.0', '30.0', true, false)
      await coverageOf(tx).record('C1', '15.0', '18.0', true, true)
      expect((await coverageOf(tx).list()).map((one) => [one.fromTs, one.toTs, one.threadsComplete])).toEqual([
        ['10.0', '15.0', false],
        ['15.0', '18.0', true],
        ['18.0', '30.0', false],
      ])
    })
  })

  test('coverage of a channel that is no longer kept is forgotten', async () => {
    await inTeam(async (tx) => {
      await coverageOf(tx).record('C7', '10.0', '20.0', true, true)
      await coverageOf(tx).forget('C7')
      expect((await coverageOf(tx).list()).filter((one) => one.channelId === 'C7')).toEqual([])
    })
  })

  test('a table is built beside the one that serves, and replaces it in one step', async () => {
    const space = (embedderId: string) => ({ embedderId, dims: 1_024 })
    const state = () => inTeam((tx) => indexStateOf(tx).get())
    expect(await state()).toBeNull()
    await inTeam((tx) => indexStateOf(tx).begin({ version: 1, ...space('hash-v0') }))
    const seen = await state()
    expect(seen).toEqual({
      serving: { version: 1, ...space('hash-v0') },
      building: null,
      retired: [],
      isPurgeDue: false,
      wordTableId: null,
      isRedacted: false,
    })

    await inTeam((tx) => indexStateOf(tx).plan(space('hash-v1'), seen, 'serving-kept'))
    // two who saw the same decide once
    await inTeam((tx) => indexStateOf(tx).plan(space('hash-v1'), seen, 'serving-lost'))
    const planned = await state()
    expect(planned).toMatchObject({ serving: { version: 1 }, building: { version: 2, ...space('hash-v1'), after: null, done: 0 } })
    await inTeam((tx) => indexStateOf(tx).built({ channelId: 'C1', ts: '1.000001' }, 500))
    expect((await state())?.building).toMatchObject({ after: { channelId: 'C1', ts: '1.000001' }, done: 500 })

    await inTeam((tx) => indexStateOf(tx).switchOver())
    expect(await state()).toMatchObject({ serving: { version: 2, ...space('hash-v1') }, building: null, retired: [1] })
    await inTeam((tx) => indexStateOf(tx).forgetRetired(1))
    await inTeam((tx) => indexStateOf(tx).purgeWithin(-1))
    await inTeam((tx) => indexStateOf(tx).purgeWithin(60_000))
    expect(await state()).toMatchObject({ retired: [], isPurgeDue: true })

    await inTeam(async (tx) => indexStateOf(tx).plan(space('hash-v1'), await indexStateOf(tx).get(), 'serving-lost'))
    expect(await state()).toMatchObject({ serving: null, building: { version: 3 }, retired: [2] })
  })

  test('the newest report of drift is remembered', async () => {
    const report = { rowsExpected: 10, rowsFound: 9, missing: 1, extra: 0, stale: 0, repaired: 1, tookMs: 5 }
    expect(await inTeam((tx) => driftReportsOf(tx).latest())).toBeNull()
    await inTeam((tx) => driftReportsOf(tx).add({ checkedAtMs: 1_000, ...report, missing: 7 }))
    await inTeam((tx) => driftReportsOf(tx).add({ checkedAtMs: 2_000, ...report }))
    expect(await inTeam((tx) => driftReportsOf(tx).latest())).toEqual({ checkedAtMs: 2_000, ...report })
  })
})

describe('questions and answers', () => {
  const questionId = '01890a5d-ac96-774b-bcce-b302099a8057'
  const question = {
    questionId,
    askerId: 'U1',
    surface: 'command' as const,
    channelId: 'C1',
    threadTs: null,
    text: 'when?\0',
    dedupeKey: 'd1',
    responseUrl: 'https://hooks',
  }

  test('a question with a known dedupe key is not taken again', async () => {
    expect(await inTeam((tx) => questionsOf(tx).add(question))).toBe(true)
    expect(await inTeam((tx) => questionsOf(tx).add({ ...question, questionId: '01890a5d-ac96-774b-bcce-b302099a8058' }))).toBe(false)
    expect(await inTeam((tx) => questionsOf(tx).get(questionId))).toMatchObject({
      ...question,
      text: 'when?',
      responseUrl: 'https://hooks',
    })
    await inTeam((tx) => questionsOf(tx).forgetResponseUrl(questionId))
    expect(await inTeam((tx) => questionsOf(tx).get(questionId))).toMatchObject({ responseUrl: null })
    expect(await inTeam((tx) => questionsOf(tx).waiting())).toBe(1)
  })

  test('an answer goes from pending to answered with its sources', async () => {
    const source = { ordinal: 1, channelId: 'C1', ts: '1700000000.000100', version: 2n ** 60n, quoteHash: 'h', role: 'cited', score: 0.25 }
    const answer = {
      answerId: '01890a5d-ac96-774b-bcce-b302099a8059',
      questionId,
      state: 'pending' as const,
      reason: null,
      text: null,
      confidence: null,
      coverage: null,
      strategy: null,
      timings: null,
      postedChannelId: null,
      postedTs: null,
      ephemeral: true,
      sources: [],
    }
    const done = {
      ...answer,
      state: 'answered' as const,
      text: 'on Friday',
      confidence: 0.5,
      coverage: { channels: ['a\0'] },
      timings: { searchMs: 1.5 },
    }
    await inTeam((tx) => answersOf(tx).save(answer))
    expect(await inTeam((tx) => questionsOf(tx).waiting())).toBe(1)
    await inTeam((tx) => answersOf(tx).save({ ...done, sources: [{ ...source, ordinal: 2 }, source] }))
    const found = await inTeam((tx) => answersOf(tx).latestFor(questionId))
    expect(found).toMatchObject({ ...done, coverage: { channels: ['a'] }, sources: [source, { ...source, ordinal: 2 }] })
    expect(await inTeam((tx) => answersOf(tx).recent(5))).toEqual([found])
    expect(await inTeam((tx) => questionsOf(tx).waiting())).toBe(0)
  })
})

describe('the audit log', () => {
  test('grows, and the tenant role can neither change nor delete it', async () => {
    const entry = { actor: 'U1', actorKind: 'user', action: 'channel.allow', target: 'C1', diff: { policy: 'allowed' }, atMs: 1_000 }
    await inTeam((tx) => auditOf(tx).append(entry))
    expect(await inTeam((tx) => auditOf(tx).recent(10))).toEqual([entry])
    for (const statement of [sql`update audit_log set actor = 'U2'`, sql`delete from audit_log`, sql`truncate audit_log`]) {
      await expect(inTeam((tx) => queriesOf(tx).execute(statement))).rejects.toThrow(/42501/)
    }
    await expect(database.db.withSystem((tx) => queriesOf(tx).execute(sql`update audit_log set actor = 'U2'`))).rejects.toThrow(/42501/)
  })
})
