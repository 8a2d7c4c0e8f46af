import postgres from 'postgres'
import { scratchPostgres } from '../accept/scratch.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { type Child, startChild } from './child.ts'
import { load } from './load.ts'
import { overload } from './overload.ts'
import { median } from './percentile.ts'
import { SECRET } from './signed-request.ts'

const CONNECTIONS = 32
const SECONDS = 2
const ROUNDS = 6

/**
 * Durable acknowledgement against Bolt's bare HTTPReceiver that stores nothing, in turns within one run, the same signed bodies of about
 * 1.2 KB over 32 connections. `lost`: deliveries that were answered with 200 and are not in the database. Then more than may wait, over 128.
 */
export async function benchAck() {
  await using database = await scratchPostgres()
  const [ourPort, boltPort] = [await freePort(), await freePort()]
  const env = serverEnvironment({ databaseUrl: database.url, port: ourPort, slackUrl: 'http://127.0.0.1:9' })
  const ours = await startChild('../src/main.ts', ['api'], { ...env, LOG_LEVEL: 'error' }, 'listens')
  const bolt = await startChild('./bolt-receiver.ts', [String(boltPort), SECRET], {}, 'bolt is up')
  try {
    return await compare({ ours, bolt, ourPort, boltPort, databaseUrl: database.url })
  } finally {
    await ours.stop()
    await bolt.stop()
  }
}

interface Sides {
  ours: Child
  bolt: Child
  ourPort: number
  boltPort: number
  databaseUrl: string
}

async function compare({ ours, ourPort, boltPort, databaseUrl }: Sides) {
  const run = (port: number, seconds: number) => load({ port, connections: CONNECTIONS, seconds })
  await run(ourPort, 1)
  await run(boltPort, 1)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ours: await run(ourPort, SECONDS), bolt: await run(boltPort, SECONDS) })
  const acknowledged = rounds.flatMap((round) => round.ours.acknowledged)
  const crowded = await overload({ port: ourPort, databaseUrl })
  const rps = median(rounds.map((round) => round.ours.rps))
  const boltRps = median(rounds.map(({ bolt }) => bolt.rps))
  return {
    rps: Math.round(rps),
    boltRps: Math.round(boltRps),
    ratio: Number(median(rounds.map((round) => Math.round((round.ours.rps / round.bolt.rps) * 1_000))).toFixed(0)) / 1_000,
    p99Ms: median(rounds.map((round) => round.ours.p99Ms)),
    boltP99Ms: median(rounds.map(({ bolt }) => bolt.p99Ms)),
    acknowledged: acknowledged.length,
    lost: await missing(databaseUrl, [...acknowledged, ...crowded.acknowledged]),
    overload: { ...crowded, acknowledged: crowded.acknowledged.length, peakRssMb: ours.peakRssMb() },
  }
}

async function missing(databaseUrl: string, acknowledged: readonly string[]): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, connection: { role: 'app_system' } })
  try {
    const [row] = await sql<
      { found: number }[]
    >`select count(*)::int as found from inbox_events where event_id = any(${acknowledged as string[]})`
    return new Set(acknowledged).size - (row?.found ?? 0)
  } finally {
    await sql.end()
  }
}
