import { channelId, messageTs, type PassageQuery, teamId, type VisibleChannels } from '@backscroll/core'
import { openDb } from '@backscroll/db'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch } from '@backscroll/search'
import { deliver } from '../accept/event-log.ts'
import { settled } from '../accept/settled.ts'
import { APP_ID } from '../test/world/small-company.ts'
import { startBenchWorld } from './bench-world.ts'
import { percentile } from './percentile.ts'
import { randomFrom, zipfMessage } from './random-text.ts'

const TEAM = 'T0BENCH'
const CHANNEL = 'C0FRESH'
const PER_SECOND = 50
const SECONDS = 20

/**
 * 50 events a second to one team for 20 s: from the moment an event is acknowledged until its row can be read from the search index
 * by another process. `lost`: events whose own word finds nothing afterwards.
 */
export async function benchFreshness() {
  const owner = { id: 'U0OWNER', name: 'owner', realName: 'The Owner', isOwner: true, isAdmin: true }
  const channel = { id: CHANNEL, name: 'fresh', members: ['U0OWNER'] }
  await using world = await startBenchWorld({ id: TEAM, domain: 'bench', name: 'Bench', users: [owner], channels: [channel] })
  const db = openDb({ url: world.databaseUrl, poolSize: 2 })
  const embedder = createHashEmbedder()
  const search = await openSearch({ uri: `${world.dataDir}/lance`, dimensions: embedder.dimensions, embeddingVersion: 1 })
  try {
    await world.install(TEAM, 'U0OWNER')
    await settled(db, TEAM, 60_000)
    const index = search.team(teamId(TEAM))
    const door = { url: world.url, teamId: TEAM, appId: APP_ID, signingSecret: 'signing-secret-of-the-tests' }
    const waiting = new Map<string, number>()
    const delays: number[] = []
    let isSending = true
    const watch = async (): Promise<void> => {
      while (isSending || waiting.size > 0) {
        const asked = [...waiting.keys()].slice(0, 100)
        const found = asked.length > 0 ? await index.stored(asked.map((ts) => ({ channelId: channelId(CHANNEL), ts: messageTs(ts) }))) : []
        const nowMs = performance.now()
        for (const row of found) {
          const ts = row.id.split(':')[1] ?? ''
          const acceptedMs = waiting.get(ts)
          if (acceptedMs === undefined) continue
          delays.push(nowMs - acceptedMs)
          waiting.delete(ts)
        }
        if (!isSending && nowMs - endedMs > 30_000) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    let endedMs = 0
    const watched = watch()
    const random = randomFrom(5)
    const sent: { ts: string; word: string }[] = []
    const startedMs = performance.now()
    const pending: Promise<void>[] = []
    for (let n = 0; n < PER_SECOND * SECONDS; n += 1) {
      const dueMs = startedMs + (n * 1_000) / PER_SECOND
      const waitMs = dueMs - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      const ts = `${Math.floor(Date.now() / 1_000)}.${String(n).padStart(6, '0')}`
      const word = `zq${n.toString(36)}x${(n * 7_919).toString(36)}`
      sent.push({ ts, word })
      const event = { type: 'message', channel: CHANNEL, user: 'U0OWNER', ts, event_ts: ts, text: `${zipfMessage(random)} ${word}` }
      pending.push(
        deliver(door, [{ eventId: `EvFresh${n}`, event }], 1).then(() => {
          waiting.set(ts, performance.now())
        }),
      )
    }
    await Promise.all(pending)
    endedMs = performance.now()
    isSending = false
    await watched
    let lost = 0
    for (const { ts, word } of sent) {
      const query: PassageQuery = {
        visible: [channelId(CHANNEL)] as readonly string[] as VisibleChannels,
        text: word,
        fusion: embedder.fusion,
        limit: 1,
      }
      if ((await index.search(query))[0]?.ts !== ts) lost += 1
    }
    return { events: sent.length, p50Ms: percentile(delays, 0.5), p95Ms: percentile(delays, 0.95), maxMs: percentile(delays, 1), lost }
  } finally {
    await search.close()
    await db.close()
  }
}
