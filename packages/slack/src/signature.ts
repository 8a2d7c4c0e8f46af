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
  if (typeof signature !== 'string') throw new BadSignatureError('The request has no signature.')
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > MAX_SKEW_SECONDS) {
    throw new BadSignatureError('The request is more than five minutes away from the clock of this server.')
  }
  const expected = Buffer.from(`v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')}`)
  const received = Buffer.from(signature)
  if (expected.length !== received.length || !timingSafeEqual(expected, received)) {
    throw new BadSignatureError('The signature does not match the request.')
  }
}
