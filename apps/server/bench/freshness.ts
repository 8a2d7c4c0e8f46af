import {
  anyOf,
  channelId,
  IndexUnavailableError,
  messageTs,
  type PassageQuery,
  type TeamId,
  type TeamIndex,
  teamId,
  type VisibleChannels,
} from '@backscroll/core'
import { type Db, indexStateOf, openDb } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch, type SearchStore } from '@backscroll/search'
import { deliver } from '../accept/event-log.ts'
import { settled } from '../accept/settled.ts'
import { APP_ID } from '../test/world/small-company.ts'
import { startBenchWorld } from './bench-world.ts'
import { percentile } from './percentile.ts'
import { randomFrom, zipfMessage } from './random-text.ts'

const SECONDS = 20
const LATE_MS = 30_000
const KNOWN_MS = 250

/** One of the teams, with the events that are acknowledged but not yet seen in its index, by their acknowledgement. */
interface Tenant {
  id: TeamId
  channel: string
  owner: string
  waiting: Map<string, number>
}

/**
 * `rate` events a second to `teams` teams for 20 s: from the moment an event is acknowledged until its row can be read from the search
 * index by another process. `lost`: events whose own word finds nothing afterwards. `rssMb`: the largest memory of the process that takes
 * the events and does the work.
 */
export async function benchFreshness({ teams, rate }: { teams: number; rate: number }) {
  const tenants = Array.from({ length: teams }, (_, n) => tenant(n))
  await using world = await startBenchWorld(...tenants.map(workspace))
  const db = openDb({ url: world.databaseUrl, poolSize: 2 })
  const embedder = createHashEmbedder()
  const search = await openSearch({ uri: `${world.dataDir}/lance`, dimensions: embedder.dimensions, embeddingVersion: 1 })
  try {
    for (const { id, owner } of tenants) {
      await world.install(id, owner)
      await settled(db, id, 60_000)
    }
    const delays: number[] = []
    const sending = { endedMs: Number.POSITIVE_INFINITY }
    const look = lookingInto(db, search)
    const watched = watch(tenants, look, sending, delays)
    const sent = await send(world.url, tenants, rate)
    sending.endedMs = performance.now()
    await watched
    let lost = 0
    for (const { ts, word, to } of sent) {
      const visible = [channelId(to.channel)] as readonly string[] as VisibleChannels
      const query: PassageQuery = { visible, terms: anyOf(word), fusion: embedder.fusion, limit: 1 }
      if ((await look(to.id, (index) => index.search(query)))[0]?.ts !== ts) lost += 1
    }
    const [p50Ms, p95Ms, maxMs] = [percentile(delays, 0.5), percentile(delays, 0.95), percentile(delays, 1)]
    return { teams, rate, events: sent.length, p50Ms, p95Ms, maxMs, lost, rssMb: world.server.peakRssMb() }
  } finally {
    await search.close()
    await db.close()
  }
}

const tenant = (n: number): Tenant => ({ id: teamId(`T0BENCH${n}`), channel: `C0FRESH${n}`, owner: `U0OWNER${n}`, waiting: new Map() })

const workspace = ({ id, channel, owner }: Tenant): WorkspaceSeed => ({
  id,
  domain: id.toLowerCase(),
  name: 'Bench',
  users: [{ id: owner, name: owner.toLowerCase(), realName: 'The Owner', isOwner: true, isAdmin: true }],
  channels: [{ id: channel, name: 'fresh', members: [owner] }],
})

/** Looks into the table of a team that answers. */
type Look = <Result>(id: TeamId, work: (index: TeamIndex) => Promise<Result>) => Promise<Result>

/** Which table answers is asked again after 250 ms, and when the last one is gone: a team's words are counted in the middle, and it gets another. */
function lookingInto(db: Db, search: SearchStore): Look {
  const known = new Map<TeamId, { index: TeamIndex; untilMs: number }>()
  const serving = async (id: TeamId): Promise<TeamIndex> => {
    const last = known.get(id)
    if (last && last.untilMs > performance.now()) return last.index
    const table = (await db.withTenant(id, (tx) => indexStateOf(tx).get()))?.serving
    const index = table ? search.team(id, { version: table.version, dimensions: table.dims }) : search.team(id)
    known.set(id, { index, untilMs: performance.now() + KNOWN_MS })
    return index
  }
  return async (id, work) => {
    try {
      return await work(await serving(id))
    } catch (error) {
      if (!(error instanceof IndexUnavailableError)) throw error
      known.delete(id)
      return work(await serving(id))
    }
  }
}

/** Looks for what was acknowledged, team by team, until all of it has been seen or half a minute has passed after the last event. */
async function watch(tenants: readonly Tenant[], look: Look, sending: { endedMs: number }, delays: number[]): Promise<void> {
  for (;;) {
    const behind = tenants.filter(({ waiting }) => waiting.size > 0)
    for (const { id, channel, waiting } of behind) {
      const asked = [...waiting.keys()].slice(0, 100)
      const keys = asked.map((ts) => ({ channelId: channelId(channel), ts: messageTs(ts) }))
      const found = await look(id, (index) => index.stored(keys))
      const nowMs = performance.now()
      for (const row of found) {
        const ts = row.id.split(':')[1] ?? ''
        const acceptedMs = waiting.get(ts)
        if (acceptedMs === undefined) continue
        delays.push(nowMs - acceptedMs)
        waiting.delete(ts)
      }
    }
    const sinceMs = performance.now() - sending.endedMs
    if ((behind.length === 0 && sinceMs > 0) || sinceMs > LATE_MS) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function send(url: string, tenants: readonly Tenant[], rate: number) {
  const random = randomFrom(5)
  const sent: { ts: string; word: string; to: Tenant }[] = []
  const pending: Promise<void>[] = []
  const startedMs = performance.now()
  for (let n = 0; n < rate * SECONDS; n += 1) {
    const waitMs = startedMs + (n * 1_000) / rate - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    const to = tenants[n % tenants.length]
    if (!to) break
    const ts = `${Math.floor(Date.now() / 1_000)}.${String(n).padStart(6, '0')}`
    const word = `zq${n.toString(36)}x${(n * 7_919).toString(36)}`
    sent.push({ ts, word, to })
    const event = { type: 'message', channel: to.channel, user: to.owner, ts, event_ts: ts, text: `${zipfMessage(random)} ${word}` }
    const door = { url, teamId: to.id, appId: APP_ID, signingSecret: 'signing-secret-of-the-tests' }
    pending.push(deliver(door, [{ eventId: `EvFresh${n}`, event }], 1).then(() => void to.waiting.set(ts, performance.now())))
  }
  await Promise.all(pending)
  return sent
}
