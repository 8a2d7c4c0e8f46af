import { createHmac, timingSafeEqual } from 'node:crypto'
import { BadSignatureError } from '@backscroll/core'

/** Slack's own window: an older request may be a replay. */
const MAX_SKEW_SECONDS = 300

/** What is needed to prove that Slack sent a request. */
export interface SignedRequest {
  signingSecret: string
  /** The body exactly as received; zero bytes when there was none. */
  rawBody: Buffer
  /** Header names in lower case, as Node gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Milliseconds since the epoch. */
  nowMs: number
}

/**
 * Proves that Slack signed these bytes within 300 seconds before or after now; fails closed on anything missing or doubled.
 * Source: "Verifying requests from Slack", signature version v0.
 * @throws BadSignatureError
 */
export function verifySlackSignature({ signingSecret, rawBody, headers, nowMs }: SignedRequest): void {
  const timestamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (signingSecret === '') throw new BadSignatureError('No signing secret is configured, so no request can be trusted.')
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) throw new BadSignatureError('The request has no usable timestamp.')
  const hex = typeof signature === 'string' ? /^v0=([0-9a-f]{64})$/.exec(signature)?.[1] : undefined
  if (hex === undefined) throw new BadSignatureError('The request has no usable signature.')
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > MAX_SKEW_SECONDS) {
    throw new BadSignatureError('The request is more than five minutes away from the clock of this server.')
  }
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(hex))) throw new BadSignatureError('The signature does not match the request.')
}
