import { randomBytes } from 'node:crypto'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { scratchPostgres } from '../accept/scratch.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { type Child, startChild } from './child.ts'
import { overload } from './overload.ts'
import { median } from './percentile.ts'
import { SECRET, signedRequest } from './signed-request.ts'

const CONNECTIONS = 32
const SECONDS = 4
const ROUNDS = 3
/** Requests prepared per second of a run: more than either side answers. */
const MOST_PER_SECOND = 30_000

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
  await load(ourPort, 1)
  await load(boltPort, 1)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ours: await load(ourPort, SECONDS), bolt: await load(boltPort, SECONDS) })
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

/**
 * Requests over keep-alive connections for some seconds, prepared and signed beforehand: what the load costs while it runs is taken from
 * the two cores that the measured side needs. The n-th answer on a connection belongs to its n-th request, so an acknowledged one can be
 * looked for.
 */
async function load(port: number, seconds: number) {
  const run = randomBytes(4).toString('hex')
  const perConnection = Math.ceil((seconds * MOST_PER_SECOND) / CONNECTIONS)
  const prepared = Array.from({ length: CONNECTIONS }, (_, connection) =>
    Array.from({ length: perConnection }, (__, index) => signedRequest(`Ev${run}${connection}x${index}`, index * CONNECTIONS + connection)),
  )
  const acknowledged: string[] = []
  let refused = 0
  let connections = 0
  let startedMs = 0
  const options: autocannon.Options = {
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    sampleInt: 100,
    setupClient(client) {
      const requests = prepared[connections++] ?? []
      let answered = 0
      client.setRequests(requests)
      client.on('response', (status) => {
        const request = requests[answered++]
        if (!request) throw new Error(`${perConnection} prepared requests for a connection were not enough`)
        if (status === 200) acknowledged.push(request.id)
        else refused += 1
      })
    },
  }
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error: Error | null, finished) => (error ? reject(error) : resolve(finished)))
    running.on('start', () => {
      startedMs = performance.now()
    })
  })
  if (refused > 0 || result.errors > 0) throw new Error(`${refused} requests were refused and ${result.errors} failed`)
  return { rps: (acknowledged.length / (performance.now() - startedMs)) * 1_000, p99Ms: result.latency.p99, acknowledged }
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
