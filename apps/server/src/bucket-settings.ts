import type { Logger } from 'pino'
import { z } from 'zod'

const yesOrNo = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')

/** Settings of a search index at `s3://`; the names that begin with AWS are those that other tools use. */
export const bucketSettings = {
  LANCE_LAG_SECONDS: z.coerce
    .number()
    .min(0)
    .max(60)
    .default(5)
    .describe('At s3://: seconds that a search may be behind what another process has just written; 0 asks the store before every search.'),
  LANCE_SINGLE_WRITER: yesOrNo.describe('At s3://: true takes a store that ignores If-None-Match, when one process alone writes.'),
  AWS_ACCESS_KEY_ID: z.string().optional().describe('At s3://: key id for the store.'),
  AWS_SECRET_ACCESS_KEY: z.string().optional().describe('At s3://: the secret of that key.'),
  AWS_SESSION_TOKEN: z.string().optional().describe('At s3://: token of keys that expire; start anew with new ones before they do.'),
  AWS_REGION: z.string().default('us-east-1').describe('At s3://: region of the bucket.'),
  AWS_ENDPOINT_URL_S3: z
    .url()
    .optional()
    .describe("At s3://: address of the store, host and port. Absent: AWS_ENDPOINT_URL, else Amazon's in AWS_REGION."),
  AWS_ENDPOINT_URL: z.url().optional().describe('At s3://: the same for tools that use one address for everything.'),
  S3_ADDRESSING: z
    .enum(['path', 'virtual'])
    .default('path')
    .describe('At s3://: whether the bucket stands in the path or before the host name.'),
  S3_ALLOW_HTTP: yesOrNo.describe('At s3://: true takes a plain http address of another machine, inside a closed network.'),
}

const shape = z.object(bucketSettings)

/** How the search store reaches a bucket; undefined without a whole key. What an operator must know about the store goes to the log. */
export function bucketOptions(config: z.infer<typeof shape>, log: Pick<Logger, 'warn'>) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config
  if (!accessKeyId || !secretAccessKey) return undefined
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: config.AWS_SESSION_TOKEN,
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_S3 ?? config.AWS_ENDPOINT_URL,
    addressing: config.S3_ADDRESSING,
    allowsHttp: config.S3_ALLOW_HTTP,
    lagSeconds: config.LANCE_LAG_SECONDS,
    isSingleWriter: config.LANCE_SINGLE_WRITER,
    warn: (reason: string) => log.warn({ reason }, 'object store'),
  }
}
