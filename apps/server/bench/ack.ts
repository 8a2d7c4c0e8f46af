import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { scratchPostgres } from '../accept/scratch.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { type Child, startChild } from './child.ts'
import { median } from './percentile.ts'

const CONNECTIONS = 32
const SECONDS = 4
const ROUNDS = 3
/** Requests prepared per second of a run: more than either side answers. */
const MOST_PER_SECOND = 30_000
const SECRET = 'signing-secret-of-the-tests'
const TEXT = 'lorem ipsum dolor sit amet '.repeat(12)

/**
 * Durable acknowledgement against Bolt's bare HTTPReceiver that stores nothing, in turns within one run, the same signed bodies of about
 * 1.2 KB over 32 connections. `lost`: deliveries that were answered with 200 and are not in the database.
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

async function compare({ ourPort, boltPort, databaseUrl }: Sides) {
  await load(ourPort, 1)
  await load(boltPort, 1)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ours: await load(ourPort, SECONDS), bolt: await load(boltPort, SECONDS) })
  const acknowledged = rounds.flatMap(({ ours }) => ours.acknowledged)
  const rps = median(rounds.map(({ ours }) => ours.rps))
  const boltRps = median(rounds.map(({ bolt }) => bolt.rps))
  return {
    rps: Math.round(rps),
    boltRps: Math.round(boltRps),
    ratio: Number(median(rounds.map(({ ours, bolt }) => Math.round((ours.rps / bolt.rps) * 1_000))).toFixed(0)) / 1_000,
    p99Ms: median(rounds.map(({ ours }) => ours.p99Ms)),
    boltP99Ms: median(rounds.map(({ bolt }) => bolt.p99Ms)),
    acknowledged: acknowledged.length,
    lost: await missing(databaseUrl, acknowledged),
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

function signedRequest(id: string, index: number) {
  const body = JSON.stringify({
    token: 'unused',
    team_id: `T0BENCH${index % 20}`,
    api_app_id: 'A0BACKSCROLL',
    event: {
      type: 'message',
      client_msg_id: randomUUID(),
      text: TEXT,
      user: 'U1',
      ts: '1700000000.000100',
      event_ts: '1700000000.000100',
      channel: `C${index % 50}`,
      channel_type: 'channel',
      blocks: [{ type: 'rich_text', block_id: 'b', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: TEXT }] }] }],
    },
    type: 'event_callback',
    event_id: id,
    event_time: 1_700_000_000,
    authorizations: [{ enterprise_id: null, team_id: `T0BENCH${index % 20}`, user_id: 'U0', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  })
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
  return { id, method: 'POST' as const, path: '/slack/events', headers, body }
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
