import { IndexUnavailableError } from '@backscroll/core'
import { AwsClient } from 'aws4fetch'
import { bucketAddress, type EndpointOptions } from './bucket-address.ts'
import type { Address } from './place.ts'

/** How a bucket is reached and used. */
export interface BucketOptions extends EndpointOptions {
  accessKeyId: string
  secretAccessKey: string
  /** Of keys that expire. */
  sessionToken?: string | undefined
  /** Seconds that a search may be behind the writes of another process. */
  lagSeconds: number
  /** Whether a store without conditional writes is used all the same, because one process alone writes. */
  isSingleWriter: boolean
  /** Told what an operator has to know about the store. */
  warn(reason: string): void
}

/** An answer of the store. */
export interface BucketReply {
  status: number
  /** S3's name of an error; empty for none. */
  code: string
  headers: Headers
  body: string
}

/** One bucket of an S3-compatible store. Keys are relative to the prefix. */
export interface Bucket {
  readonly name: string
  readonly prefix: string
  /** What people see of it: never the keys. */
  readonly shownAs: string
  readonly lagSeconds: number
  /** How LanceDB reaches the same bucket. */
  readonly storageOptions: Record<string, string>
  /**
   * One signed request for an object, or with a query for the bucket itself; a 5xx is tried three times.
   * @throws IndexUnavailableError when there is no answer within ten seconds.
   */
  send(request: { method: string; key: string; query?: string; headers?: Record<string, string>; body?: string }): Promise<BucketReply>
  /** At most `max` keys (1,000 at most) that begin with `start`, in their order, behind `after`. @throws IndexUnavailableError when the store refuses. */
  list(of: { start: string; max: number; after?: string }): Promise<string[]>
  /** Nothing happens when there is no such object. @throws IndexUnavailableError when the store refuses. */
  delete(key: string): Promise<void>
}

const TIMEOUT_MS = 10_000

/** Speaks with nobody yet. @throws ConfigurationError for an endpoint that cannot be used. */
export function openBucket({ bucket: name, prefix }: Address & { kind: 'bucket' }, options: BucketOptions): Bucket {
  const { accessKeyId, secretAccessKey, sessionToken, region } = options
  const { bucketUrl, storeUrl, isHttp } = bucketAddress(name, options)
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
  const client = new AwsClient({ ...keys, service: 's3', region, retries: 2 })

  const send: Bucket['send'] = async ({ method, key, query = '', headers = {}, body }) => {
    const path = `${prefix}${key}`.split('/').map(encodeURIComponent).join('/')
    const url = query ? `${bucketUrl}?${query}` : `${bucketUrl}/${path}`
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const reply = await client.fetch(url, { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) })
      const text = await reply.text()
      return { status: reply.status, code: /<Code>([A-Za-z0-9]+)<\/Code>/.exec(text)?.[1] ?? '', headers: reply.headers, body: text }
    } catch (error) {
      throw new IndexUnavailableError(`The object store at ${storeUrl} does not answer.`, { cause: error })
    }
  }
  const sound = async (request: Parameters<typeof send>[0]): Promise<BucketReply> => {
    const reply = await send(request)
    if (reply.status < 300) return reply
    throw new IndexUnavailableError(`The object store refused ${request.method}: ${reply.status} ${reply.code}`.trim())
  }

  return {
    name,
    prefix,
    shownAs: `s3://${name} (${storeUrl})`,
    lagSeconds: options.lagSeconds,
    // Canonical names: under another spelling LanceDB would prefer what stands in the environment.
    storageOptions: {
      aws_endpoint: storeUrl,
      aws_region: region,
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      aws_virtual_hosted_style_request: String(options.addressing === 'virtual'),
      ...(sessionToken ? { aws_session_token: sessionToken } : {}),
      ...(isHttp ? { allow_http: 'true' } : {}),
    },
    send,
    async list({ start, max, after = '' }) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: `${prefix}${start}`, 'max-keys': String(max) })
      if (after) query.set('start-after', `${prefix}${after}`)
      const { body } = await sound({ method: 'GET', key: '', query: query.toString() })
      return [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescaped(key).slice(prefix.length))
    },
    async delete(key) {
      await sound({ method: 'DELETE', key })
    },
  }
}

const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const unescaped = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => SIGNS[name] ?? '')
