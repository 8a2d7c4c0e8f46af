import { randomUUID } from 'node:crypto'
import { ConfigurationError, IndexUnavailableError } from '@backscroll/core'
import type { Bucket, BucketOptions, BucketReply } from './bucket.ts'
import { refusalReason } from './refusal-reason.ts'

/** What the probe found. */
export interface Probed {
  /** Whether of two writers of the same new key the second is refused. */
  detectsCollisions: boolean
}

type ProbeOptions = Pick<BucketOptions, 'isSingleWriter' | 'warn'>

const BODY = 'backscroll'

/**
 * Writes one object twice with `If-None-Match: *`, reads a part of it, lists it and deletes it: what LanceDB's commits and erasure rest on.
 * A store that takes the second write loses acknowledged commits (28 of 74 with s3rver) and is refused unless one process alone writes.
 * @throws ConfigurationError with the reason and the remedy.
 */
export async function probeBucket(bucket: Bucket, options: ProbeOptions): Promise<Probed> {
  const key = `probe-${randomUUID()}`
  try {
    return await probe(bucket, key, options)
  } catch (error) {
    await bucket.delete(key).catch(() => {})
    if (!(error instanceof IndexUnavailableError)) throw error
    throw new ConfigurationError(`${error.message} The search index is to lie there: see LANCE_URI and AWS_ENDPOINT_URL_S3.`, {
      cause: error,
    })
  }
}

async function probe(bucket: Bucket, key: string, { isSingleWriter, warn }: ProbeOptions): Promise<Probed> {
  const demand = (what: string, reply: BucketReply, isMet: boolean): void => {
    if (!isMet) throw new ConfigurationError(`The search index at ${bucket.shownAs} cannot be ${what}: ${refusalReason(reply)}`)
  }
  const put = () => bucket.send({ method: 'PUT', key, headers: { 'if-none-match': '*' }, body: BODY })
  const first = await put()
  demand('written', first, first.status === 200)
  const second = await put()
  demand('written', second, second.status === 200 || second.status === 412)
  const part = await bucket.send({ method: 'GET', key, headers: { range: 'bytes=4-9' } })
  demand('read in parts', part, part.status === 206 && part.body === BODY.slice(4))
  const query = new URLSearchParams({ 'list-type': '2', prefix: `${bucket.prefix}${key}` }).toString()
  const listed = await bucket.send({ method: 'GET', key: '', query })
  demand('listed', listed, listed.status === 200 && listed.body.includes(key))
  const removed = await bucket.send({ method: 'DELETE', key })
  demand('erased', removed, removed.status === 200 || removed.status === 204)

  const detectsCollisions = second.status === 412
  if (!detectsCollisions && !isSingleWriter)
    throw new ConfigurationError(
      `The store of ${bucket.shownAs} ignores If-None-Match: it took a second write of the same new object, where 412 was expected. ` +
        'Two processes would overwrite what the other has written. Use a store with conditional writes, or, when one process alone ' +
        'writes (one "all", or one "worker"), set LANCE_SINGLE_WRITER=true.',
    )
  if (!detectsCollisions) warn(`${bucket.shownAs} ignores If-None-Match: only one process may write, and nothing would notice a second`)
  const version = first.headers.get('x-amz-version-id')
  if (version && version !== 'null')
    warn(`${bucket.shownAs} keeps older versions: removed text stays in them until the bucket's own rules end them`)
  return { detectsCollisions }
}
