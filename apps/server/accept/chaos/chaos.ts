import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDb } from '@backscroll/db'
import { type FakeSlack, openVisitor, startFakeSlack } from '@backscroll/fake-slack'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch } from '@backscroll/search'
import postgres from 'postgres'
import { freePort } from '../../test/world/free-port.ts'
import { runVerb } from '../../test/world/run-verb.ts'
import { serverEnvironment } from '../../test/world/server-environment.ts'
import { APP_ID, app } from '../../test/world/small-company.ts'
import { impatientClock } from './clock.ts'
import { companies } from './company.ts'
import { type Difference, differenceOf } from './compare.ts'
import { deeds, perform, type Stage } from './deeds.ts'
import { type Mortal, startMortal } from './processes.ts'
import { quiet } from './quiet.ts'
import { troubles } from './troubles.ts'

/** What happens in one run of chaos; the same seed draws the same workspaces and deeds. */
export interface ChaosOptions {
  seed: number
  kills: number
  /** Deeds of people; one deed is one event or more. */
  deeds: number
  teams: number
  /** Of the application's login; an empty, migrated database or one to migrate. */
  databaseUrl: string
  /** Superuser in the same database: brings the leases of killed processes to their end. */
  adminUrl: string
  log?: (line: string) => void
}

/**
 * Random workspaces, random deeds, deliveries doubled and out of order, Slack's API failing, processes killed at random
 * moments, some events lost. When everything has settled and was compared with Slack once, record and index must equal what Slack shows.
 */
export async function runChaos(options: ChaosOptions) {
  const startedMs = performance.now()
  const { seed, kills } = options
  const log = (line: string) => options.log?.(`${Math.round((performance.now() - startedMs) / 1_000)} s: ${line}`)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-chaos-'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  let api: Mortal | null = null
  const seeds = companies(options.teams, seed, Date.now())
  const slack = await startFakeSlack({
    workspaces: seeds,
    apps: [
      {
        ...app(base),
        eventsUrl: `${base}/slack/events`,
        commandsUrl: `${base}/slack/commands`,
        interactionsUrl: `${base}/slack/interactions`,
      },
    ],
    clock: impatientClock(async () => api?.up()),
    seed,
  })
  const env = { ...serverEnvironment({ databaseUrl: options.databaseUrl, port, slackUrl: slack.url, dataDir }), DATABASE_POOL: '6' }
  const admin = postgres(options.adminUrl, { max: 2, onnotice() {} })
  const db = openDb({ url: options.databaseUrl, poolSize: 2 })
  const mortals: Mortal[] = []
  try {
    api = await startMortal('api', env)
    const worker = await startMortal('worker', env)
    mortals.push(api, worker)
    const stage: Stage = {
      slack,
      teams: seeds.map(({ id }) => id),
      botOf: (team) => slack.world.installations(team).find(({ appId }) => appId === APP_ID)?.botUserId ?? '',
    }
    for (const { id, users } of seeds)
      await openVisitor().decide(`${base}/slack/install`, { teamId: id, userId: users[0]?.id ?? '', decision: 'allow' })
    for (const { id, channels } of seeds)
      for (const [at, channel] of channels.entries())
        if (at % 4 !== 3 && !slack.world.isMember(channel.id, stage.botOf(id)))
          slack.as(id, channel.members[0] ?? '').invite(channel.id, stage.botOf(id))
    await quiet({ admin, slack, limitMs: 60_000 })
    // more is said in an hour than Slack would tell an app of
    slack.events.limitPerHour(null)
    slack.events.duplicateEvery(7)
    slack.events.reorderWithin(12)
    const trouble = troubles(slack, seed)
    slack.events.drop(() => trouble.isLost())

    const planned = deeds(options.deeds, seed)
    const perKill = Math.ceil(planned.length / Math.max(1, kills))
    let done = 0
    for (let kill = 0; kill < kills; kill += 1) {
      trouble.next()
      const victims = kill % 5 === 4 ? mortals : [mortals[kill % 2] as Mortal]
      const slice = planned.slice(kill * perKill, (kill + 1) * perKill)
      const deadline = Math.floor(trouble.share() * slice.length)
      let revival: Promise<unknown> = Promise.resolve()
      for (const [at, deed] of slice.entries()) {
        if (perform(stage, deed, kill * perKill + at)) done += 1
        if (at === deadline) revival = Promise.all(victims.map((victim) => victim.killAndRevive())).then(() => leasesRunOut(admin))
        if (at % 20 === 19) await roomForMore(slack)
      }
      await revival
      if (kill % 10 === 9) log(`${kill + 1} of ${kills} kills, ${done} deeds`)
    }
    trouble.end()
    slack.events.drop(null)
    await quiet({ admin, slack, limitMs: 300_000 })
    log('what was delivered is applied; now everything is compared with Slack once')
    for (const team of stage.teams) await runVerb(env, 'backfill', 'sync', '--team', team)
    await quiet({ admin, slack, limitMs: 300_000 })

    const embedder = createHashEmbedder()
    const search = await openSearch({ uri: `${dataDir}/lance`, dimensions: embedder.dimensions, embeddingVersion: 1 })
    const sum: Difference = { lost: 0, doubled: 0, wrong: 0, examples: [] }
    try {
      for (const team of stage.teams) {
        const found = await differenceOf({ slack, db, search, appUser: stage.botOf(team) }, team)
        for (const kind of ['lost', 'doubled', 'wrong'] as const) sum[kind] += found[kind]
        sum.examples.push(...found.examples)
      }
    } finally {
      await search.close()
    }
    const counts = await inboxCounts(admin)
    const drift = await driftOf(env, stage.teams)
    const deliveries = slack.events.deliveries()
    return {
      ok: sum.lost + sum.doubled + sum.wrong + counts.dead + drift === 0,
      seed,
      kills,
      deeds: done,
      events: counts.events,
      /** Lost on purpose, and given up by Slack after its retries: the comparison brought them back. */
      dropped: trouble.lost(),
      undelivered: deliveries.filter(({ state }) => state === 'failed').length,
      setAside: counts.dead,
      ...sum,
      drift,
      seconds: Math.round((performance.now() - startedMs) / 1_000),
    }
  } finally {
    for (const mortal of mortals) await mortal.kill()
    await db.close()
    await admin.end({ timeout: 5 })
    await slack.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** What `verify` finds, added up over the teams. */
async function driftOf(env: Record<string, string>, teams: readonly string[]): Promise<number> {
  let drift = 0
  for (const team of teams) {
    const { json, stderr } = await runVerb(env, 'verify', '--team', team, '--sample', '1000', '--pace', '0', '--json')
    if (typeof json?.drift !== 'number') throw new Error(`verify said nothing about ${team}: ${stderr.slice(-300)}`)
    drift += json.drift
  }
  return drift
}

/**
 * What a killed process held comes free at once: the time of a lease would only make the run longer. A worker that lives on loses its
 * lease and its jobs as well, as one that was frozen for too long does.
 */
async function leasesRunOut(admin: postgres.Sql): Promise<void> {
  await admin`update team_lease set until = now()`
  // of each key one may wait: that one does the work of the one that died, as it would when the time of the job is up
  await admin`
    delete from pgboss.job held where held.state = 'active' and exists (
      select 1 from pgboss.job waiting
      where waiting.name = held.name and waiting.state = 'retry' and waiting.singleton_key is not distinct from held.singleton_key)`
  await admin`update pgboss.job set state = 'retry', start_after = now() where state = 'active' and name not like '\\_\\_%'`.catch(
    (error: unknown) => {
      // one has begun to wait between the two statements
      if (!(error instanceof postgres.PostgresError && error.code === '23505')) throw error
      return leasesRunOut(admin)
    },
  )
}

/** People do not write faster than Slack can tell: an app that answers nothing for too many deliveries is told nothing more. */
async function roomForMore({ events }: FakeSlack): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 4))
    if (events.disabledApps().length > 0) throw new Error('Slack tells the app nothing more: too little was acknowledged')
    const left = events
      .deliveries()
      .slice(-3_000)
      .filter(({ state }) => state === 'queued' || state === 'waiting').length
    if (left < 200) return
  }
}

async function inboxCounts(admin: postgres.Sql): Promise<{ events: number; dead: number }> {
  const [row] = await admin<{ events: number; dead: number }[]>`
    select count(*)::int as events, count(*) filter (where dead_at is not null)::int as dead from inbox_events`
  return row ?? { events: 0, dead: 0 }
}
