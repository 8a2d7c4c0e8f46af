import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answer, refusal } from './answer.ts'
import { createObjects } from './objects.ts'
import { type Keys, signatureProblem } from './signature.ts'

/** How the stand-in differs from a sound store. */
export interface FakeS3Options {
  /** Default true; false is the store that lets two writers overwrite each other's commit. */
  honoursIfNoneMatch?: boolean
  /** Default false; true keeps what is deleted as older versions, and says so in the headers. */
  isVersioned?: boolean
  /** What the store takes for now, against which signatures are held; default the machine's time. */
  nowMs?: () => number
}

/** A stand-in for S3 over loopback with one bucket, in memory. Signatures are checked. */
export interface FakeS3 {
  url: string
  bucket: string
  keys: Keys
  /** Every object by its key. */
  objects: ReadonlyMap<string, { body: Buffer }>
  /** How many requests came in by method. */
  requests(): Record<string, number>
  /** Removes objects whose key holds `part`. @returns how many there were. */
  lose(part: string): number
  /** Answers everything with this error, until null is given. */
  refuse(error: { status: number; code: string } | null): void
  close(): Promise<void>
}

/** Path-style addresses; answers what LanceDB's object store asks: conditional puts, ranges, multipart, ListObjectsV2, deletes, copies. */
export async function startFakeS3(options: FakeS3Options = {}): Promise<FakeS3> {
  const { honoursIfNoneMatch = true, isVersioned = false, nowMs = Date.now } = options
  const keys: Keys = { accessKeyId: 'AKIDOFTHETESTS', secretAccessKey: 'secret/of+the=tests', region: 'eu-test-1' }
  const bucket = 'search-index'
  const objects = createObjects()
  const requests: Record<string, number> = {}
  let refusing: { status: number; code: string } | null = null

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request)
    const { method = 'GET', url = '/', headers } = request
    requests[method] = (requests[method] ?? 0) + 1
    if (refusing) return refusal(refusing.status, refusing.code)
    const [path = '/', search = ''] = url.split('?')
    const problem = signatureProblem({ method, path, search, headers }, keys, nowMs())
    if (problem === 'AuthorizationHeaderMalformed') return { ...refusal(400, problem), headers: { 'x-amz-bucket-region': keys.region } }
    if (problem) return refusal(403, problem)
    const [, name = '', ...rest] = path.split('/')
    if (name !== bucket) return refusal(404, 'NoSuchBucket')
    const key = decodeURIComponent(rest.join('/'))
    return answer(objects, { method, key, query: new URLSearchParams(search), headers, body, honoursIfNoneMatch })
  }

  const reply = (response: ServerResponse, { status, headers, body }: Answer): void => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    response.writeHead(status, {
      date: new Date(nowMs()).toUTCString(),
      ...headers,
      ...length,
      ...(isVersioned ? { 'x-amz-version-id': 'v1' } : {}),
    })
    response.end(response.req.method === 'HEAD' ? undefined : body)
  }

  const server = createServer((request, response) => {
    answerTo(request).then(
      (given) => reply(response, given),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    keys,
    objects: objects.objects,
    requests: () => ({ ...requests }),
    refuse(error) {
      refusing = error
    },
    lose(part) {
      const lost = [...objects.objects.keys()].filter((key) => key.includes(part))
      for (const key of lost) objects.objects.delete(key)
      return lost.length
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
