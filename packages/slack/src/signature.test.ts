import { createHmac } from 'node:crypto'
import { BadSignatureError } from '@backscroll/core'
import { verifySlackRequest } from '@slack/bolt'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifySlackSignature } from './signature.ts'

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'
const timestamp = '1531420618'
const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
const rawBody = Buffer.from(
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
)
const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature }
const nowMs = Number(timestamp) * 1000
const request = { signingSecret, rawBody, headers, nowMs }
const sign = (secret: string, ts: string, body: Buffer) =>
  `v0=${createHmac('sha256', secret).update(`v0:${ts}:`).update(body).digest('hex')}`

describe('the signature of a request', () => {
  test("Slack's own example is accepted", () => {
    expect(() => verifySlackSignature(request)).not.toThrow()
  })

  test.each([
    ['another secret', { signingSecret: 'other' }],
    [
      'an empty secret, even when signed with it',
      { signingSecret: '', headers: { ...headers, 'x-slack-signature': sign('', timestamp, rawBody) } },
    ],
    ['one more byte', { rawBody: Buffer.concat([rawBody, Buffer.from('&')]) }],
    ['an empty body', { rawBody: Buffer.alloc(0) }],
    ['301 seconds late', { nowMs: nowMs + 301_000 }],
    ['301 seconds in the future', { nowMs: nowMs - 301_000 }],
    ['no headers', { headers: {} }],
    ['no signature', { headers: { 'x-slack-request-timestamp': timestamp } }],
    ['a doubled signature', { headers: { ...headers, 'x-slack-signature': [signature, signature] } }],
    ['a timestamp that is no number', { headers: { ...headers, 'x-slack-request-timestamp': '1531420618 ' } }],
    ['a signature in upper case', { headers: { ...headers, 'x-slack-signature': signature.toUpperCase() } }],
    ['another version', { headers: { ...headers, 'x-slack-signature': signature.replace('v0', 'v1') } }],
  ])('is refused with %s', (_name, change) => {
    expect(() => verifySlackSignature({ ...request, ...change })).toThrow(BadSignatureError)
  })

  test.each([300_000, -300_000])('is accepted at a skew of %d ms', (skew) => {
    expect(() => verifySlackSignature({ ...request, nowMs: nowMs + skew })).not.toThrow()
  })

  test("agrees with Slack's own verifier on any body, and is stricter only about the future", () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, fc.integer({ min: -400, max: 400 }), fc.boolean(), (body, age, isForged) => {
        const bytes = Buffer.from(body)
        const ts = Math.floor(nowMs / 1000) - age
        const signed = sign(isForged ? 'forged' : signingSecret, String(ts), bytes)
        const ours = attempt(() =>
          verifySlackSignature({
            signingSecret,
            rawBody: bytes,
            nowMs,
            headers: { 'x-slack-request-timestamp': String(ts), 'x-slack-signature': signed },
          }),
        )
        const theirs = attempt(() =>
          verifySlackRequest({
            signingSecret,
            body: bytes.toString(),
            headers: { 'x-slack-signature': signed, 'x-slack-request-timestamp': ts },
            nowMilliseconds: nowMs,
          }),
        )
        expect(ours).toBe(theirs && age >= -300)
      }),
    )
  })
})

function attempt(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
