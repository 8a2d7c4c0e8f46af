import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { percentile } from './percentile.ts'
import { signedRequest } from './signed-request.ts'
import { answerReader, onTheWire } from './wire.ts'

/** Requests prepared per second of a run: more than either side answers. */
const MOST_PER_SECOND = 40_000
/** Received at once, at most. */
const ANSWER_BYTES = 16_384

/** What a run came to. */
export interface Load {
  rps: number
  p99Ms: number
  /** Ids of the requests that were answered with 200. */
  acknowledged: string[]
}

/**
 * Requests over keep-alive connections for some seconds, one at a time on each, prepared and signed beforehand and sent over plain sockets:
 * what the load costs while it runs is taken from the two cores that the measured side needs.
 * @throws Error when a request is refused or fails.
 */
export async function load({ port, connections, seconds }: { port: number; connections: number; seconds: number }): Promise<Load> {
  const run = randomBytes(4).toString('hex')
  const each = Math.ceil((seconds * MOST_PER_SECOND) / connections)
  const prepared = Array.from({ length: connections }, (_, connection) =>
    prepare(each, (index) => signedRequest(`Ev${run}${connection}x${index}`, index * connections + connection)),
  )
  const startedMs = performance.now()
  const done = await Promise.all(prepared.map((requests) => send(port, requests, startedMs + seconds * 1_000)))
  const elapsedMs = performance.now() - startedMs
  const acknowledged = done.flatMap(({ ids }) => ids)
  const latencies = done.flatMap(({ latenciesMs }) => latenciesMs)
  return { rps: (acknowledged.length / elapsedMs) * 1_000, p99Ms: percentile(latencies, 0.99), acknowledged }
}

/** Requests end to end: as many small buffers would have the garbage collector busy while the clock runs. */
interface Prepared {
  ids: string[]
  bytes: Buffer
  /** Where each request ends in `bytes`. */
  ends: number[]
}

function prepare(count: number, requestOf: (index: number) => ReturnType<typeof signedRequest>): Prepared {
  const requests = Array.from({ length: count }, (_, index) => requestOf(index))
  const parts = requests.map(onTheWire)
  let end = 0
  return { ids: requests.map(({ id }) => id), bytes: Buffer.concat(parts), ends: parts.map((part) => (end += part.length)) }
}

/** One connection: the next request goes out when the last is answered. Resolves with the answer to the last request before the end. */
function send(port: number, { ids, bytes, ends }: Prepared, endMs: number) {
  return new Promise<{ ids: string[]; latenciesMs: number[] }>((resolve, reject) => {
    const latenciesMs: number[] = []
    let sentMs = 0
    const read = answerReader((status) => {
      const nowMs = performance.now()
      if (status !== 200) return reject(new Error(`a request was refused with ${status}`))
      latenciesMs.push(nowMs - sentMs)
      if (nowMs < endMs) return next(nowMs)
      resolve({ ids: ids.slice(0, latenciesMs.length), latenciesMs })
      socket.destroy()
    })
    // one buffer for all answers, past the machinery of streams
    const onread = {
      buffer: Buffer.alloc(ANSWER_BYTES),
      callback(length: number, buffer: Uint8Array) {
        read(Buffer.from(buffer.buffer, buffer.byteOffset, length))
        return true
      },
    }
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
    const next = (nowMs: number) => {
      const at = latenciesMs.length
      if (at >= ends.length) return reject(new Error(`${ends.length} prepared requests for a connection were not enough`))
      sentMs = nowMs
      socket.write(bytes.subarray(ends[at - 1] ?? 0, ends[at]))
    }
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('a connection was closed before its answer')))
    socket.once('connect', () => next(performance.now()))
  })
}
