import { randomUUID } from 'node:crypto'
import { teamId, userId } from '@backscroll/core'
import { aChannelRecord, aDatabase, type TestDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditOf } from './audit.ts'
import { channelsOf } from './channels.ts'
import { findReceipt, keepReceipt, receiptsOf } from './erasure-receipts.ts'
import { expireExports, exportsOf } from './exports.ts'
import { findLoginSession, loginSessionsOf, purgeLoginSessions } from './login-sessions.ts'
import { moveChannel } from './move-channel.ts'
import { retentionOf } from './retention.ts'
import { teamMembersOf } from './team-members.ts'
import { teamsOf } from './teams.ts'
import { queriesOf, type TenantTx } from './tenant.ts'
import { usersOf } from './users.ts'

const [A, B] = [teamId('TAAA'), teamId('TBBB')]
let database: TestDatabase
const inTeam = <T>(work: (tx: TenantTx) => Promise<T>, team = A): Promise<T> => database.db.withTenant(team, work)
const members = <T>(work: (all: ReturnType<typeof teamMembersOf>) => Promise<T>, team = A) => inTeam((tx) => work(teamMembersOf(tx)), team)

beforeAll(async () => {
  database = await aDatabase({ poolSize: 8 })
})
beforeEach(async () => {
  await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from teams`))
  for (const team of [A, B])
    await inTeam((tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'https://a.slack.com/' }), team)
})
afterAll(() => database[Symbol.asyncDispose]())

const act = { by: 'U1', atMs: 2_000 }

describe('roles', () => {
  test('of all who come first at once one becomes the owner', async () => {
    const won = await Promise.all(Array.from({ length: 6 }, (_, n) => members((all) => all.becomeFirstOwner(`U${n}`, 1_000))))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await members((all) => all.list())).toMatchObject([{ userId: `U${won.indexOf(true)}`, role: 'owner', lastLoginAtMs: null }])
    expect(await members((all) => all.list(), B)).toEqual([])
  })

  test('are given, changed and taken, each in the audit log', async () => {
    expect(await members((all) => all.setRole('U2', 'admin', act))).toBe('set')
    expect(await members((all) => all.setRole('U2', 'admin', act))).toBe('set')
    expect(await members((all) => all.setRole('U2', 'viewer', act))).toBe('set')
    await members((all) => all.noteLogin('U2', 3_000))
    expect(await members((all) => all.get('U2'))).toEqual({
      userId: 'U2',
      role: 'viewer',
      grantedBy: 'U1',
      grantedAtMs: 2_000,
      lastLoginAtMs: 3_000,
    })
    expect(await members((all) => all.remove('U2', act))).toBe('removed')
    expect(await members((all) => all.remove('U2', act))).toBe('unknown')
    expect((await inTeam((tx) => auditOf(tx).recent(9))).map(({ action, target, diff }) => [action, target, diff])).toEqual([
      ['member.role', 'U2', { from: 'viewer', to: null }],
      ['member.role', 'U2', { from: 'admin', to: 'viewer' }],
      ['member.role', 'U2', { from: null, to: 'admin' }],
    ])
  })

  test('the last owner stays, also when all owners step down at once', async () => {
    const owners = ['U1', 'U2', 'U3', 'U4']
    for (const id of owners) await members((all) => all.setRole(id, 'owner', act))
    const left = await Promise.all(
      owners.map((id, n) => members((all) => (n % 2 === 0 ? all.remove(id, act) : all.setRole(id, 'member', act)))),
    )
    expect(left.filter((outcome) => outcome === 'last-owner')).toHaveLength(1)
    expect((await members((all) => all.list())).filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  test('no statement gets around it, but for the one that erases the team', async () => {
    for (const id of ['U1', 'U2']) await members((all) => all.setRole(id, 'owner', act))
    const run = (statement: string) => inTeam((tx) => queriesOf(tx).execute(sql.raw(statement)))
    for (const statement of [
      "update team_members set role = 'viewer'",
      'delete from team_members',
      "update team_members set user_id = user_id || 'X', role = 'admin'",
    ])
      await expect(run(statement)).rejects.toThrow('23514 on team_members_last_owner')
    const down = (id: string) => run(`update team_members set role = 'admin' where user_id = '${id}'`)
    const outcomes = await Promise.allSettled([down('U1'), down('U2')])
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    await database.db.withSystem((tx) => queriesOf(tx).execute(sql`delete from teams where team_id = ${A}`))
    expect(await database.db.withSystem((tx) => queriesOf(tx).execute(sql`select 1 from team_members`))).toHaveLength(0)
  })
})

describe('sessions', () => {
  const ADA = userId('U0ADA')
  const session = (sessionHash: string) => ({
    sessionHash,
    userId: ADA,
    createdAtMs: 1_000,
    expiresAtMs: 900_000,
    ipHash: 'i',
    userAgent: 'a\0'.repeat(400),
  })
  const open = (hash: string, team = A) => inTeam((tx) => loginSessionsOf(tx).open(session(hash)), team)
  const find = (hash: string) => database.db.withSystem((tx) => findLoginSession(tx, hash))

  test('are found before their team is known, with what decides whether they open anything', async () => {
    await open('h1')
    expect(await find('h1')).toMatchObject({
      teamId: A,
      teamState: 'installing',
      givenRole: null,
      isPersonThere: false,
      isSlackAdmin: false,
    })
    expect((await find('h1'))?.userAgent).toBe('a'.repeat(300))
    const person = { userId: ADA, username: 'ada', realName: '', displayName: '', isBot: false, isAdmin: true, isOwner: false }
    const record = { ...person, isRestricted: false, isUltraRestricted: false, deleted: false, updatedAtMs: 1 }
    await inTeam((tx) => usersOf(tx).upsertMany([record]))
    await members((all) => all.setRole(ADA, 'analyst', act))
    expect(await find('h1')).toMatchObject({ givenRole: 'analyst', isPersonThere: true, isSlackAdmin: true })
    expect(await inTeam((tx) => usersOf(tx).isAdmin(ADA))).toBe(true)
    await inTeam((tx) => usersOf(tx).upsertMany([{ ...record, deleted: true, updatedAtMs: 2 }]))
    expect(await find('h1')).toMatchObject({ givenRole: 'analyst', isPersonThere: false, isSlackAdmin: false })
    expect(await inTeam((tx) => usersOf(tx).isAdmin(ADA))).toBe(false)
    expect(await find('h2')).toBeNull()
  })

  test('end one by one or all but one, and no other team can end or see them', async () => {
    for (const hash of ['h1', 'h2', 'h3']) await open(hash)
    await expect(open('h1', B)).rejects.toThrow('23505 on login_sessions_hash')
    await inTeam((tx) => loginSessionsOf(tx).noteUse('h2', 30_000))
    await inTeam((tx) => loginSessionsOf(tx).noteUse('h2', 100_000))
    const listed = async (nowMs = 5_000, team = A) =>
      (await inTeam((tx) => loginSessionsOf(tx).list({ userId: ADA, nowMs }), team)).map(({ sessionHash }) => sessionHash)
    expect(await find('h2')).toMatchObject({ lastSeenAtMs: 100_000 })
    expect(await listed()).toEqual(['h2', 'h3', 'h1'])
    expect(await listed(5_000, B)).toEqual([])
    expect(await inTeam((tx) => loginSessionsOf(tx).revoke('h1', 5_000), B)).toBe(false)
    expect(await inTeam((tx) => loginSessionsOf(tx).revoke('h1', 5_000))).toBe(true)
    expect(await inTeam((tx) => loginSessionsOf(tx).revoke('h1', 6_000))).toBe(false)
    expect(await find('h1')).toMatchObject({ revokedAtMs: 5_000 })
    expect(await inTeam((tx) => loginSessionsOf(tx).revokeAll(ADA, { exceptHash: 'h3', atMs: 7_000 }))).toBe(1)
    expect(await listed()).toEqual(['h3'])
    expect(await listed(900_000)).toEqual([])
    expect(await database.db.withSystem((tx) => purgeLoginSessions(tx, 900_001))).toBe(3)
  })
})

describe('exports', () => {
  test('end once, as ready or failed, and a ready one until its time is over', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    const all = <T>(work: (exports: ReturnType<typeof exportsOf>) => Promise<T>, team = A) => inTeam((tx) => work(exportsOf(tx)), team)
    const wanted = { requestedBy: 'U1', scope: { channels: ['C1\0'] }, format: 'jsonl' as const }
    await all((exports) => exports.add({ ...wanted, exportId: first, createdAtMs: 1_000 }))
    await all((exports) => exports.add({ ...wanted, exportId: second, createdAtMs: 2_000 }))
    expect(await all((exports) => exports.start(first))).toBe(1)
    expect(await all((exports) => exports.start(first), B)).toBeNull()
    const part = (ordinal: number) => ({ ordinal, content: Buffer.from(`part ${ordinal}`) })
    const mine = { exportId: first, attempt: 1 }
    expect(await all((exports) => exports.append(mine, part(0)))).toBe(true)
    expect(await all((exports) => exports.chunk(first, 0))).toBeNull()
    // whoever goes on begins anew, and the one before finds it taken
    expect(await all((exports) => exports.start(first))).toBe(2)
    const again = { exportId: first, attempt: 2 }
    expect(await all((exports) => exports.append(mine, part(1)))).toBe(false)
    expect(await all((exports) => exports.append(again, part(0)))).toBe(true)
    const made = { sizeBytes: 2 ** 40, rowCount: 7, atMs: 3_000, expiresAtMs: 9_000 }
    expect(await all((exports) => exports.finish(again, made), B)).toBe(false)
    expect(await all((exports) => exports.finish(mine, made))).toBe(false)
    expect(await all((exports) => exports.finish(again, made))).toBe(true)
    expect(await all((exports) => exports.append(again, part(1)))).toBe(false)
    expect(await all((exports) => exports.fail(again, { reason: 'late', atMs: 4_000 }))).toBe(false)
    expect(await all((exports) => exports.start(second))).toBe(1)
    expect(await all((exports) => exports.append({ exportId: second, attempt: 1 }, part(0)))).toBe(true)
    expect(await all((exports) => exports.fail({ exportId: second, attempt: 1 }, { reason: 'storage', atMs: 4_000 }))).toBe(true)
    expect(await all((exports) => exports.list(9))).toMatchObject([
      { exportId: second, state: 'failed', reason: 'storage' },
      { exportId: first, state: 'ready', scope: { channels: ['C1'] }, sizeBytes: 2 ** 40, rowCount: 7, expiresAtMs: 9_000 },
    ])
    const chunks = () => inTeam(async (tx) => (await queriesOf(tx).execute(sql`select export_id, ordinal from export_chunks`)).length)
    expect(await all((exports) => exports.chunk(first, 0))).toEqual(Buffer.from('part 0'))
    expect(await all((exports) => exports.chunk(first, 0), B)).toBeNull()
    expect(await chunks()).toBe(1)
    const expire = (nowMs: number) => database.db.withSystem((tx) => expireExports(tx, { nowMs, limit: 9 }))
    expect(await expire(8_999)).toBe(0)
    expect(await expire(9_000)).toBe(1)
    expect(await expire(9_000)).toBe(0)
    expect(await all((exports) => exports.get(first))).toMatchObject({ state: 'expired' })
    expect(await chunks()).toBe(0)
  })

  test('end together with what is being written of them', async () => {
    const exportId = randomUUID()
    const wanted = { exportId, requestedBy: 'U1', scope: {}, format: 'csv' as const, createdAtMs: 1_000 }
    const all = <T>(work: (exports: ReturnType<typeof exportsOf>) => Promise<T>) => inTeam((tx) => work(exportsOf(tx)))
    await all((exports) => exports.add(wanted))
    await all((exports) => exports.start(exportId))
    const append = (ordinal: number) => all((exports) => exports.append({ exportId, attempt: 1 }, { ordinal, content: Buffer.from('x') }))
    await append(0)
    const [, ...kept] = await Promise.all([
      all((exports) => exports.endAll({ reason: 'erased', atMs: 5_000 })),
      append(1),
      append(2),
      append(3),
    ])
    expect(kept).toHaveLength(3)
    expect(await inTeam((tx) => queriesOf(tx).execute(sql`select 1 from export_chunks`))).toHaveLength(0)
    expect(await append(4)).toBe(false)
    expect(await all((exports) => exports.get(exportId))).toMatchObject({ state: 'failed', reason: 'erased' })
  })
})

describe('receipts of erasure', () => {
  test('outlive the team, and nobody changes or deletes one', async () => {
    const receipt = { teamId: A, receiptId: randomUUID(), kind: 'team', counts: { messages: [5, 0] }, jws: 'j.w.s', createdAtMs: 1_000 }
    await database.db.withSystem(async (tx) => {
      await queriesOf(tx).execute(sql`delete from teams where team_id = ${A}`)
      await keepReceipt(tx, receipt)
    })
    expect(await database.db.withSystem((tx) => findReceipt(tx, receipt.receiptId))).toEqual(receipt)
    expect(await inTeam((tx) => receiptsOf(tx))).toEqual([receipt])
    expect(await inTeam((tx) => receiptsOf(tx), B)).toEqual([])
    for (const statement of [sql`update erasure_receipts set jws = 'x'`, sql`delete from erasure_receipts`]) {
      await expect(inTeam((tx) => queriesOf(tx).execute(statement))).rejects.toThrow(/42501/)
      await expect(database.db.withSystem((tx) => queriesOf(tx).execute(statement))).rejects.toThrow(/42501/)
    }
  })
})

describe('how long channels are kept', () => {
  test("is the admin's word, in the audit log, and goes along when Slack gives the channel another id", async () => {
    const set = (id: string, change: object) => inTeam((tx) => retentionOf(tx).set(id, change, act))
    const exceptions = () => inTeam((tx) => retentionOf(tx).exceptions())
    await inTeam((tx) => channelsOf(tx).upsertMany([aChannelRecord('C1'), aChannelRecord('C2'), aChannelRecord('C3')]))
    expect(await exceptions()).toEqual(new Map())
    expect(await set('C1', { retentionDays: 30 })).toBe(true)
    expect(await set('C1', { legalHold: true })).toBe(true)
    expect(await set('C9', { legalHold: true })).toBe(false)
    await inTeam((tx) => channelsOf(tx).upsertMany([aChannelRecord('C1', { topic: 'listed again' })]))
    expect(await exceptions()).toEqual(new Map([['C1', { retentionDays: 30, legalHold: true }]]))
    expect((await inTeam((tx) => auditOf(tx).recent(1)))[0]).toMatchObject({
      action: 'channel.retention',
      target: 'C1',
      diff: { from: { retentionDays: 30, legalHold: false }, to: { retentionDays: 30, legalHold: true } },
    })
    await inTeam((tx) => moveChannel(tx, { from: 'C1', to: 'C3', version: 1n }))
    expect(await exceptions()).toEqual(new Map([['C3', { retentionDays: 30, legalHold: true }]]))
    await set('C3', { retentionDays: null, legalHold: false })
    expect(await exceptions()).toEqual(new Map())
  })
})
