import { spawn } from 'node:child_process'
import { glob, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { channelId, type Embedder, plainQuery, planLegs, teamId, userId } from '@backscroll/core'
import { claimOneTeam, indexStateOf } from '@backscroll/db'
import { createHashEmbedder } from '@backscroll/models'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { visibleChannels } from '../src/flows/channels/visible-channels.ts'
import { indexDirtyMessages } from '../src/flows/index/index-dirty-messages.ts'
import { reindexTeam } from '../src/flows/index/reindex-team.ts'
import { storeMessages } from '../src/flows/intake/store-messages.ts'
import { proposePassages } from '../src/flows/search/propose-passages.ts'
import { aWorld } from './world/a-world.ts'
import { COMPILE_CACHE } from './world/compile-cache.ts'
import { looking } from './world/looking.ts'
import { manyMessage, manyTs, storeMany } from './world/many-messages.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const GENERAL = channelId('C0GENERAL')
const MANY = 3_500

/** Another vector space, of another length. */
function otherEmbedder(): Embedder {
  const inner = createHashEmbedder()
  const embed: Embedder['embed'] = async (texts, purpose) => (await inner.embed(texts, purpose)).map((vector) => vector.slice(0, 64))
  return { ...inner, space: 'other/64', dimensions: 64, embed }
}

const stateOf = (ctx: Pick<Context, 'db'>) => ctx.db.withTenant(TEAM, (tx) => indexStateOf(tx).get())

async function settle(ctx: Context): Promise<void> {
  const lease = await claimOneTeam(ctx.db, TEAM, { leaseMs: 30_000 })
  if (!lease) throw new Error('somebody else has the team')
  while ((await indexDirtyMessages(ctx, lease)).more);
  await lease.release()
}

async function propose(ctx: Context, text: string) {
  const visible = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, { askerId: userId('U0BOB'), audience: null }))
  const query = plainQuery(text)
  const plan = planLegs({ strategy: null, suited: query.strategy }, ctx.embedder)
  const state = await ctx.db.withTenant(TEAM, (tx) => indexStateOf(tx).get())
  return proposePassages(ctx, { teamId: TEAM, query, plan, visible, candidates: 50, limit: 50 }, state)
}

test('while a table of another vector space is built, every question is answered and no vectors are mixed', async () => {
  await using world = await aWorld({ verb: 'all' })
  await world.server.stop()
  await using builder = await looking(world.env)
  await using other = await looking(world.env)
  await storeMany(builder, TEAM, MANY)
  await settle(builder)
  const builds: Context = { ...builder, embedder: otherEmbedder() }
  const restarted: Context = { ...other, embedder: otherEmbedder() }

  let building = true
  const seen = new Set<string>()
  const asking = (async () => {
    for (let n = 0; building || n < 20; n += 1) {
      const item = (n * 7) % MANY
      // a process that has the new embedder, and one that was not restarted yet
      for (const ctx of [restarted, other]) {
        const { hits, searched } = await propose(ctx, `item${item}`)
        expect(hits.some((hit) => hit.kind === 'message' && hit.ts === manyTs(item))).toBe(true)
        if (searched === 'words') expect(hits.every((hit) => hit.vectorRank === null)).toBe(true)
        seen.add(`${ctx.embedder.space === 'other/64' ? 'new' : 'old'} ${searched}`)
      }
    }
  })()
  let steps = 0
  const done = await reindexTeam(builds, { teamId: TEAM }, () => {
    steps += 1
  })
  building = false
  await asking
  expect(seen).toEqual(new Set(['new words', 'new index', 'old index', 'old words']))
  expect(steps).toBeGreaterThan(4)
  expect(done).toMatchObject({ version: 2, embedderId: 'other/64' })
  expect(await builds.search.team(TEAM).exists()).toBe(false)
  expect(await stateOf(builds)).toMatchObject({ serving: { version: 2, dims: 64 }, building: null, retired: [] })
})

test('what is said, changed and deleted while a table is built stands in it when it serves', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  await storeMany(ctx, TEAM, MANY)
  await settle(ctx)
  let step = 0
  const change = (n: number, text: string) => ({ ...manyMessage(n, 'C0GENERAL', text), version: BigInt(Date.now()) * 1_000n })
  const during = async (): Promise<void> => {
    step += 1
    if (step !== 3) return
    await ctx.db.withTenant(TEAM, (tx) =>
      storeMessages(ctx, tx, TEAM, [
        change(10, 'an early quagga'),
        change(MANY - 10, 'a late okapi'),
        manyMessage(MANY + 5, 'C0GENERAL', 'a new axolotl'),
        {
          kind: 'delete',
          version: BigInt(Date.now()) * 1_000n,
          source: 'event',
          channelId: GENERAL,
          ts: manyTs(20),
          reason: 'deleted',
        },
      ]),
    )
  }
  const pending: Promise<void>[] = []
  await reindexTeam(ctx, { teamId: TEAM }, () => void pending.push(during()))
  await Promise.all(pending)
  for (const [word, n] of [
    ['quagga', 10],
    ['okapi', MANY - 10],
    ['axolotl', MANY + 5],
  ] as const)
    expect((await propose(ctx, word)).hits.map((hit) => hit.ts)).toContain(manyTs(n))
  expect((await propose(ctx, 'item20')).hits.map((hit) => hit.ts)).not.toContain(manyTs(20))
  const serving = (await stateOf(ctx))?.serving
  const stored = await ctx.search
    .team(TEAM, { version: serving?.version ?? 0, dimensions: serving?.dims ?? 0 })
    .stored([{ channelId: GENERAL, ts: manyTs(20) }])
  expect(stored).toEqual([])
})

test('a rebuild that is killed half-way is finished by the next one, which goes on where it was', async () => {
  await using world = await aWorld({ verb: 'all' })
  await world.server.stop()
  await using ctx = await looking(world.env)
  await storeMany(ctx, TEAM, 7_000)
  await settle(ctx)
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'reindex', '--team', ACME], { env: { ...world.env, ...COMPILE_CACHE }, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await expect.poll(async () => (await stateOf(ctx))?.building?.done ?? 0, { timeout: 20_000, interval: 5 }).toBeGreaterThan(1_000)
  child.kill('SIGKILL')
  await ended
  await world.leasesRunOut()
  const half = await stateOf(ctx)
  expect(half).toMatchObject({ serving: { version: 1 }, building: { version: 2 } })
  expect((await propose(ctx, 'item77')).hits.map((hit) => hit.ts)).toContain(manyTs(77))

  const first: number[] = []
  await reindexTeam(ctx, { teamId: TEAM }, ({ done }) => void first.push(done))
  expect(first[0]).toBe(half?.building?.done)
  expect(await stateOf(ctx)).toMatchObject({ serving: { version: 2 }, building: null })
  expect((await world.indexed()).size).toBe(7_000 + 5)
}, 120_000)

test('the command builds beside a running server, says how far it is, and leaves the same answers', async () => {
  await using world = await aWorld()
  const before = await world.ask('U0ADA', 'when does the billing rewrite ship?')
  const rows = await world.indexed()
  const result = await runVerb(world.env, 'reindex', '--team', ACME, '--json')
  expect(result).toMatchObject({ code: 0, json: { ok: true, team: ACME, version: 2, messages: 5 } })
  expect(result.stderr).toContain('of 5 messages')
  expect(await world.indexed()).toEqual(rows)
  expect((await world.ask('U0ADA', 'when does the billing rewrite ship?')).links).toEqual(before.links)
  expect(await runVerb(world.env, 'reindex', '--team', 'T0NOBODY')).toMatchObject({ code: 1 })
})

test.for(['lance', 'lance/*/*.lance/data', 'lance/*/*.lance/_versions'])(
  'a team whose %s is lost is answered from the texts, by the same rights, and gets a new table by itself',
  async (lost) => {
    await using world = await aWorld()
    const before = await world.indexed()
    const held = await heldLease(world)
    for await (const place of glob(lost, { cwd: world.dataDir })) await rm(path.join(world.dataDir, place), { recursive: true })
    const question = 'when does the merger with Initech close?'
    const [ada, eve] = [await world.ask('U0ADA', question), await world.ask('U0EVE', question)]
    expect(ada).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0DEAL' }] })
    expect(ada.text).toContain('Plain word search, slower while the search index cannot be used')
    expect(eve).toMatchObject({ kind: 'nothing-found', sources: [] })
    await held.release()
    await expect.poll(() => world.indexed(), { timeout: 15_000, interval: 50 }).toEqual(before)
    expect((await world.ask('U0ADA', question)).text).toContain('Fuzzy lexical search')
  },
)

/** Keeps every worker from the team. */
async function heldLease(world: Awaited<ReturnType<typeof aWorld>>) {
  await expect
    .poll(
      () =>
        world.admin`
      insert into team_lease (team_id, owner, until) values (${ACME}, gen_random_uuid(), now() + interval '1 hour')
      on conflict (team_id) do update set owner = excluded.owner, until = excluded.until where team_lease.until <= now() returning 1`.then(
          (rows) => rows.length,
        ),
      { interval: 5 },
    )
    .toBe(1)
  return { release: async () => void (await world.admin`update team_lease set until = now()`) }
}
