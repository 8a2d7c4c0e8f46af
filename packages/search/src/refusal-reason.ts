import type { BucketReply } from './bucket.ts'

/** Why a store refused a request, and what to do about it, in words for an operator. */
export function refusalReason({ status, code, headers }: Pick<BucketReply, 'status' | 'code' | 'headers'>): string {
  const answer = `HTTP ${status}${code ? ` ${code}` : ''}`
  const region = headers.get('x-amz-bucket-region')
  switch (code) {
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return `${answer}: AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is wrong.`
    case 'ExpiredToken':
    case 'InvalidToken':
      return `${answer}: AWS_SESSION_TOKEN has expired or does not belong to the key.`
    case 'NoSuchBucket':
      return `${answer}: there is no such bucket; create it, or mend LANCE_URI.`
    case 'RequestTimeTooSkewed':
      return `${answer}: the clock of this machine (${new Date().toISOString()}) is not that of the store (${headers.get('date')}).`
    case 'AccessDenied':
      return `${answer}: the key needs the rights to list the bucket and to read, write and delete its objects.`
    default:
      if (region || code === 'AuthorizationHeaderMalformed' || code === 'PermanentRedirect' || status === 301 || status === 307)
        return `${answer}: AWS_REGION is not that of the bucket${region ? `, which is ${region}` : ''}.`
      return status === 501 ? `${answer}: it does not know If-None-Match, without which LanceDB cannot write.` : `${answer}.`
  }
}
