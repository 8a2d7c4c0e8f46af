import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeHubModel {
  /** `org/name`. */
  repository: string
  licence: string
  files: Record<string, Buffer>
}

/** A model hub over loopback HTTP: the description of a model, its tree, and its files with ranges. */
export interface FakeHub extends AsyncDisposable {
  url: string
  /** Requests for files, with their range. */
  downloads: readonly { path: string; range: string | undefined }[]
  /** What it has; a change is another revision. */
  model: FakeHubModel
  /** The next download of that file stops after so many bytes, until `breakOff`. */
  stop(path: string, bytes: number): void
  /** Destroys the connections of downloads that have stopped. */
  breakOff(): void
  /** Bytes that are sent instead of the file's, whatever the tree says. */
  falsify(path: string, bytes: Buffer): void
}

const sha = (kind: 'sha1' | 'sha256', ...parts: (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash(kind)).digest('hex')

const blobId = (bytes: Buffer): string => sha('sha1', `blob ${bytes.length}\0`, bytes)

/** Large files stand in a store of their own, known by SHA-256. */
function treeOf({ files }: FakeHubModel) {
  return Object.entries(files).map(([path, bytes]) => {
    if (!path.endsWith('.onnx')) return { type: 'file', path, size: bytes.length, oid: blobId(bytes) }
    const pointer = Buffer.from(`oid sha256:${sha('sha256', bytes)}`)
    const lfs = { oid: sha('sha256', bytes), size: bytes.length, pointerSize: pointer.length }
    return { type: 'file', path, size: bytes.length, oid: blobId(pointer), lfs }
  })
}

const revisionOf = (model: FakeHubModel): string => sha('sha1', JSON.stringify(treeOf(model)))

/** Starts the hub on a free port. */
export async function startFakeHub(model: FakeHubModel): Promise<FakeHub> {
  const downloads: { path: string; range: string | undefined }[] = []
  const stops = new Map<string, number>()
  let stopped: ServerResponse[] = []
  const falsified = new Map<string, Buffer>()
  const json = (response: ServerResponse, value: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub')
    const { repository, licence } = hub.model
    const revision = revisionOf(hub.model)
    if (url.pathname === `/api/models/${repository}`)
      return json(response, { id: repository, sha: revision, tags: ['onnx', `license:${licence}`] })
    if (url.pathname === `/api/models/${repository}/tree/${revision}`) return json(response, treeOf(hub.model))
    const prefix = `/${repository}/resolve/${revision}/`
    const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : ''
    const bytes = falsified.get(path) ?? hub.model.files[path]
    if (!bytes) return response.writeHead(404).end('Not Found')
    const { range } = request.headers
    downloads.push({ path, range })
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const rest = bytes.subarray(from)
    const headers = {
      'content-length': rest.length,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    }
    response.writeHead(from > 0 ? 206 : 200, headers)
    const stop = stops.get(path)
    stops.delete(path)
    if (stop === undefined) return response.end(rest)
    stopped.push(response)
    return response.write(rest.subarray(0, stop))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hub: FakeHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    downloads,
    model,
    stop: (path, bytes) => void stops.set(path, bytes),
    breakOff() {
      for (const response of stopped) response.destroy()
      stopped = []
    },
    falsify: (path, bytes) => void falsified.set(path, bytes),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return hub
}
