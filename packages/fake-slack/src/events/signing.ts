import { createHmac } from 'node:crypto'
import type { SigningFault } from '../contract.ts'

/** The headers of a signed request: v0 HMAC-SHA256 over `v0:<timestamp>:<exact body>`. */
export function signedHeaders(secret: string, body: string, options: { nowMs: number; contentType: string }): Record<string, string> {
  const timestamp = String(Math.floor(options.nowMs / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'content-type': options.contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  }
}

const HOUR_MS = 3_600_000

/** A request signed or sent wrongly on purpose. */
export function faultyRequest(
  kind: SigningFault,
  request: { secret: string; body: string; nowMs: number },
): { headers: Record<string, string>; body: string } {
  const sign = (change: { secret?: string; nowMs?: number; body?: string; contentType?: string }) => {
    const body = change.body ?? request.body
    const options = { nowMs: change.nowMs ?? request.nowMs, contentType: change.contentType ?? 'application/json' }
    return { headers: signedHeaders(change.secret ?? request.secret, body, options), body }
  }
  switch (kind) {
    case 'wrong-secret':
      return sign({ secret: `${request.secret}x` })
    case 'old':
      return sign({ nowMs: request.nowMs - HOUR_MS })
    case 'future':
      return sign({ nowMs: request.nowMs + HOUR_MS })
    case 'missing-header': {
      const { headers, body } = sign({})
      delete headers['x-slack-signature']
      return { headers, body }
    }
    case 'text-plain':
      return sign({ contentType: 'text/plain' })
    case 'empty-body':
      return sign({ body: '' })
  }
}
