import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Whose requests are taken. */
export interface Keys {
  accessKeyId: string
  secretAccessKey: string
  region: string
}

/** A request as it is signed; `path` and `search` as they stand on the wire. */
export interface SignedRequest {
  method: string
  path: string
  search: string
  headers: IncomingHttpHeaders
}

const SKEW_MS = 900_000
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Checks an AWS Signature Version 4 as S3 does. @returns the code of S3's error, or null when the request is genuine. */
export function signatureProblem(request: SignedRequest, keys: Keys, nowMs: number): string | null {
  const header = request.headers.authorization ?? ''
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, keyId, day = '', region = '', signed = '', signature = ''] = parts.exec(header) ?? []
  if (!keyId) return 'AccessDenied'
  if (keyId !== keys.accessKeyId) return 'InvalidAccessKeyId'
  if (region !== keys.region) return 'AuthorizationHeaderMalformed'
  const date = String(request.headers['x-amz-date'])
  if (Math.abs(nowMs - timeOf(date)) > SKEW_MS) return 'RequestTimeTooSkewed'
  const canonical = [
    request.method,
    request.path,
    canonicalSearch(request.search),
    ...signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signed,
    String(request.headers['x-amz-content-sha256']),
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${keys.secretAccessKey}`, day), region))
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch'
}

/** In order of the names; a parameter without a value is signed with an empty one. */
const canonicalSearch = (search: string): string =>
  search
    .split('&')
    .filter(Boolean)
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .sort()
    .join('&')

/** `20261120T183000Z` in milliseconds. */
const timeOf = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'))
