import { ConfigurationError } from '@backscroll/core'
import { type BucketOptions, openBucket } from './bucket.ts'
import { bucketRoot } from './bucket-root.ts'
import { directoryRoot } from './directory-root.ts'
import { addressOf } from './place.ts'
import { probeBucket } from './probe-bucket.ts'
import type { Root } from './root.ts'

/**
 * A directory is not touched; a bucket is probed.
 * @throws ConfigurationError for an address that cannot be used, and for a store that cannot be reached or is not safe.
 */
export async function openRoot(uri: string, options: BucketOptions | undefined): Promise<Root> {
  const address = addressOf(uri)
  if (address.kind === 'directory') return directoryRoot(address.path)
  if (!options) throw new ConfigurationError('A search index at s3:// needs keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.')
  const bucket = openBucket(address, options)
  return bucketRoot(bucket, await probeBucket(bucket, options))
}
