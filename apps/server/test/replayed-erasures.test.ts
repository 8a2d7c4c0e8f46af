import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { teamId } from '@backscroll/core'
import { type Erasure, receiptsOf } from '@backscroll/db'
import { aDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { sweepReceiptNotes } from '../src/flows/erasure/keep-receipt.ts'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { runErasure } from '../src/flows/erasure/run-erasure.ts'
import { openLog, start } from '../src/index.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { everythingStored } from './world/everything.ts'
import { looking } from './world/looking.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

const TEAM = teamId(ACME)
const DAY_MS = 86_400_000
const CANARY = 'canaryphoenix'
const fail = (): never => {
  throw new Error('killed')
}
const notesIn = (world: LivedInWorld) => path.join(world.dataDir, 'receipts')
const receiptCount = (world: LivedInWorld, team = ACME) => world.db.withTenant(teamId(team), receiptsOf).then(({ length }) => length)

async function erased(world: LivedInWorld, ctx: Awaited<ReturnType<typeof looking>>, kind: Erasure['kind'], target: string, team = ACME) {
  const known = await receiptCount(world, team)
  const wish = { teamId: teamId(team), kind, target, requestedBy: 'U0ADA' }
  await ctx.db.withTenant(teamId(team), (tx) => requestErasure(ctx, tx, wish))
  await expect.poll(() => receiptCount(world, team), { timeout: 20_000 }).toBe(known + 1)
}

/** An empty database with its own place for files, and a look into it. */
async function elsewhere(world: LivedInWorld) {
  const fresh = await aDatabase({ empty: true })
  const admin = postgres(fresh.adminUrl, { max: 1, onnotice() {} })
  const dataDir = path.join(world.dataDir, `elsewhere-${fresh.url.split('/').at(-1)}`)
  await mkdir(dataDir)
  return {
    admin,
    dataDir,
    env: { ...world.env, DATABASE_URL: fresh.url, DATA_DIR: dataDir },
    [Symbol.asyncDispose]: async () => {
      await admin.end({ timeout: 5 })
      await fresh[Symbol.asyncDispose]()
    },
  }
}

test('a restored backup ends without what was erased since, whatever Slack still shows; a forged receipt is refused', async () => {
  await using world = await aWorld({ installedIn: [ACME, GLOBEX] })
  await using ctx = await looking(world.env)
  const [bob, eve] = [world.as('U0BOB'), world.as('U0EVE')]
  const single = eve.post('C0GENERAL', `one of ${CANARY}`)
  const root = eve.post('C0GENERAL', `a thread of ${CANARY}`)
  eve.post('C0GENERAL', `below it ${CANARY}`, { threadTs: root.ts })
  bob.post('C0DEAL', `${CANARY} said by Bob`)
  world.as('U0ADA').post('C0HELP', `help for ${CANARY}`)
  await world.settled()
  const fromMs = Date.now() - 1
  eve.post('C0GENERAL', `in a period of ${CANARY}`)
  await world.settled()
  const toMs = Date.now() + 1
  const file = path.join(world.dataDir, 'day.backup')
  expect(await runVerb(world.env, 'backup', '--to', file, '--json')).toMatchObject({ code: 0 })

  bob.post('C0GENERAL', `${CANARY} said by Bob after the backup`)
  await world.settled()
  await erased(world, ctx, 'message', `C0GENERAL:${single.ts}`)
  await erased(world, ctx, 'thread', `C0GENERAL:${root.ts}`)
  await erased(world, ctx, 'period', `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}:C0GENERAL`)
  await erased(world, ctx, 'person', 'U0BOB')
  await erased(world, ctx, 'channel', 'C0HELP')
  await erased(world, ctx, 'team', GLOBEX, GLOBEX)
  const kept = await readdir(notesIn(world))
  expect(kept).toHaveLength(6)
  for (const note of kept) expect(await readFile(path.join(notesIn(world), note), 'utf8')).not.toContain(CANARY)
  await world.server.stop()

  // one that names another person than it was signed for
  const notes = await Promise.all(kept.map((name) => readFile(path.join(notesIn(world), name), 'utf8')))
  const person = notes.find((note) => note.includes('U0BOB')) ?? ''
  const forged = path.join(world.dataDir, 'forged.jsonl')
  await writeFile(
    forged,
    [...notes, person.replace('U0BOB', 'U0ADA'), person.replace(/"receipt":"(.{40})./, '"receipt":"$1_'), 'no note'].join('\n'),
  )
  await using restored = await elsewhere(world)
  const outcome = await runVerb(restored.env, 'restore', '--from', file, '--receipts', forged, '--json')
  expect(outcome).toMatchObject({ code: 1, json: { ok: false, receipts: { known: 0, elsewhere: 0, refused: expect.any(Array) } } })
  const receipts = outcome.json?.receipts as { replayed: { kind: string }[]; refused: string[] } | undefined
  expect(receipts?.refused).toHaveLength(3)
  expect(receipts?.replayed.map(({ kind }) => kind)).toEqual(['message', 'thread', 'period', 'person', 'channel', 'team'])
  // gone before anybody works
  expect(await restored.admin`select text from message_bodies where text like ${`%${CANARY}%`}`).toEqual([])
  expect(await restored.admin`select text from message_bodies where team_id = ${ACME}`).not.toHaveLength(0)
  expect(await restored.admin`select state from teams where team_id = ${GLOBEX}`).toEqual([{ state: 'erasing' }])

  const running = await start('all', restored.env, { log: openLog('silent') })
  try {
    const left = () => restored.admin`select 1 from erasures where state <> 'finished'`.then(({ length }) => length)
    await expect.poll(left, { timeout: 25_000 }).toBe(0)
    expect(await runVerb(restored.env, 'verify', '--team', ACME, '--repair', '--sample', '50', '--json')).toMatchObject({ code: 0 })
    const dirty = () => restored.admin`select 1 from messages where indexed_version is distinct from version`.then(({ length }) => length)
    await expect.poll(dirty, { timeout: 25_000 }).toBe(0)
    expect((await everythingStored(restored.admin)).match(new RegExp(`^.*${CANARY}.*$`, 'gm'))).toBeNull()
    expect(await restored.admin`select 1 from teams where team_id = ${GLOBEX}`).toHaveLength(0)
    // what was carried out once is known
    const again = await runVerb(restored.env, 'receipt', 'replay', '--receipts', notesIn(world), '--json')
    expect(again).toMatchObject({ code: 0, json: { known: 6, replayed: [], refused: [] } })
  } finally {
    await running.stop()
  }
}, 120_000)

test('what is erased already is not erased again for a receipt that a killed worker had signed before', async () => {
  await using world = await aWorld({ verb: 'api', installedIn: [] })
  await using ctx = await looking(world.env)
  await world.install(ACME, 'U0ADA')
  const wish = { teamId: TEAM, kind: 'team', target: ACME, requestedBy: 'U0ADA' } as const
  const held = { ...ctx, enqueue: async () => {} }
  const { erasureId } = await ctx.db.withTenant(TEAM, (tx) => requestErasure(held, tx, wish))
  const kept: string[] = []
  const receiptNotes = {
    ...ctx.receiptNotes,
    keep: async (receiptId: string, note: object) => {
      await ctx.receiptNotes.keep(receiptId, note)
      if (kept.push(receiptId) === 1) throw new Error('killed')
    },
  }
  const never = new AbortController().signal
  const dying = { ...ctx, telemetry: { ...ctx.telemetry, notice: () => fail() }, receiptNotes }
  await expect(runErasure(dying, { teamId: TEAM, erasureId }, never)).rejects.toThrow('killed')
  await runErasure({ ...ctx, receiptNotes }, { teamId: TEAM, erasureId }, never)
  expect([kept.length, await receiptCount(world)]).toEqual([2, 1])

  await world.install(ACME, 'U0ADA')
  expect(await runVerb(world.env, 'receipt', 'replay', '--json')).toMatchObject({ code: 0, json: { known: 2, replayed: [] } })
  expect(await world.admin`select state from teams where team_id = ${ACME} and state <> 'erasing'`).toHaveLength(1)
})

test('receipts lie outside of the database until no backup needs them, and an export of them does as well', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const file = path.join(world.dataDir, 'day.backup')
  await runVerb(world.env, 'backup', '--to', file)
  await erased(world, ctx, 'person', 'U0BOB')
  const exported = path.join(world.dataDir, 'receipts.jsonl')
  expect(await runVerb(world.env, 'receipt', 'export', '--to', exported, '--json')).toMatchObject({ code: 0, json: { receipts: 1 } })
  expect(await runVerb(world.env, 'receipt', 'export', '--to', exported, '--json')).toMatchObject({ code: 1 })
  const [name = ''] = await readdir(notesIn(world))
  expect(await readFile(exported, 'utf8')).toBe(await readFile(path.join(notesIn(world), name), 'utf8'))

  await using early = await looking(world.env, { nowMs: () => Date.now() + (ctx.config.BACKUP_DAYS - 1) * DAY_MS })
  await sweepReceiptNotes(early)
  expect(await readdir(notesIn(world))).toEqual([name])
  await using late = await looking(world.env, { nowMs: () => Date.now() + (ctx.config.BACKUP_DAYS + 1) * DAY_MS })
  await sweepReceiptNotes(late)
  expect(await readdir(notesIn(world))).toEqual([])
  await rm(notesIn(world), { recursive: true })

  await using restored = await elsewhere(world)
  const outcome = await runVerb(restored.env, 'restore', '--from', file, '--receipts', exported, '--json')
  expect(outcome).toMatchObject({
    code: 0,
    json: { ok: true, receipts: { replayed: [{ kind: 'person', target: 'U0BOB', teamId: TEAM }] } },
  })
  expect(await runVerb(restored.env, 'receipt', 'replay', '--json')).toMatchObject({ code: 0, json: { known: 0, replayed: [] } })
  expect(await runVerb(restored.env, 'receipt', 'replay', '--receipts', '/nowhere', '--json')).toMatchObject({ code: 1 })
})
