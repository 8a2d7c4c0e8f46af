import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { signedRequest } from './signed-request.ts'
import { answerReader, onTheWire } from './wire.ts'

const CONNECTIONS = 128
/** Requests sent at once over a connection: together more than the inbox lets wait. */
const PIPELINED = 64
const HELD_MS = 1_500

/**
 * The inbox stands still for a moment while 128 connections send more than it lets wait. What is over the bound is refused with 503, which
 * Slack repeats, instead of being kept in memory; when the inbox moves again, what waited is acknowledged.
 */
export async function overload({ port, databaseUrl }: { port: number; databaseUrl: string }) {
  const run = randomBytes(4).toString('hex')
  const sql = postgres(databaseUrl, { max: 1, onnotice() {} })
  try {
    let answers: Promise<Answered[][]> = Promise.resolve([])
    await sql.begin(async (tx) => {
      await tx`lock table inbox_events in exclusive mode`
      answers = Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => sendAll(port, `Ev${run}o${connection}x`)))
      await wait(HELD_MS)
    })
    const all = (await answers).flat()
    const acknowledged = all.filter(({ status }) => status === 200).map(({ id }) => id)
    return { sent: all.length, acknowledged, refused: all.filter(({ status }) => status === 503).length }
  } finally {
    await sql.end()
  }
}

interface Answered {
  id: string
  status: number
}

/** Sends requests without waiting between them; HTTP answers them in their order. Resolves with the last answer. */
function sendAll(port: number, prefix: string): Promise<Answered[]> {
  const requests = Array.from({ length: PIPELINED }, (_, index) => signedRequest(`${prefix}${index}`, index))
  return new Promise((resolve, reject) => {
    const answered: Answered[] = []
    const socket = connect(port, '127.0.0.1')
    socket.once('error', reject)
    const read = answerReader((status) => {
      answered.push({ id: requests[answered.length]?.id ?? '', status })
      if (answered.length < requests.length) return
      socket.destroy()
      resolve(answered)
    })
    socket.on('data', read)
    socket.write(Buffer.concat(requests.map(onTheWire)))
  })
}
