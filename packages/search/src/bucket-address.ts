import { ConfigurationError } from '@backscroll/core'

/** How a store is reached. */
export interface EndpointOptions {
  /** Address of the store; default Amazon's in the region. */
  endpoint?: string | undefined
  region: string
  /** Whether the bucket stands in the path or before the host. */
  addressing: 'path' | 'virtual'
  /** Whether http is taken from other machines than this one. */
  allowsHttp: boolean
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Address of a bucket without a slash at the end, e.g. `https://s3.eu-central-1.amazonaws.com/index`, and of the store as LanceDB wants it:
 * with the bucket in the host when it is addressed so.
 * @throws ConfigurationError for an endpoint that is no address, has a path, or would send the index in the clear.
 */
export function bucketAddress(bucket: string, options: EndpointOptions): { bucketUrl: string; storeUrl: string; isHttp: boolean } {
  const store = URL.parse(options.endpoint ?? `https://s3.${options.region}.amazonaws.com`)
  if (!store || !/^https?:$/.test(store.protocol))
    throw new ConfigurationError('The endpoint of the object store must be an https address.')
  if (store.pathname !== '/' || store.search || store.username)
    throw new ConfigurationError(
      'The endpoint of the object store must be host and port alone: the bucket and its prefix stand in LANCE_URI.',
    )
  const isHttp = store.protocol === 'http:'
  if (isHttp && !LOOPBACK.has(store.hostname) && !options.allowsHttp)
    throw new ConfigurationError(
      'The endpoint of the object store is plain http: use https, or set S3_ALLOW_HTTP=true inside a closed network.',
    )
  if (options.addressing === 'path') return { bucketUrl: `${store.origin}/${bucket}`, storeUrl: store.origin, isHttp }
  const ofBucket = `${store.protocol}//${bucket}.${store.host}`
  return { bucketUrl: ofBucket, storeUrl: ofBucket, isHttp }
}
