import type { Bucket } from './bucket.ts'
import type { Probed } from './probe-bucket.ts'
import type { Root } from './root.ts'

const DELETES_AT_ONCE = 16
const PAGE = 100

/** Tables in a bucket of an S3-compatible store. */
export const bucketRoot = (bucket: Bucket, { detectsCollisions }: Probed): Root => ({
  shardUri: (shard) => `s3://${bucket.name}/${bucket.prefix}${shard}`,
  connection: { readConsistencyInterval: bucket.lagSeconds, storageOptions: bucket.storageOptions },
  readsNewest: bucket.lagSeconds === 0,
  detectsCollisions,
  holds: async (below) => (await bucket.list({ start: below && `${below}/`, max: 1 })).length > 0,
  async remove(below) {
    for (let after = ''; ; ) {
      const keys = await bucket.list({ start: `${below}/`, max: PAGE, after })
      for (let start = 0; start < keys.length; start += DELETES_AT_ONCE)
        await Promise.all(keys.slice(start, start + DELETES_AT_ONCE).map((key) => bucket.delete(key)))
      if (keys.length < PAGE) return
      after = keys.at(-1) ?? ''
    }
  },
})
