import { randomUUID } from 'node:crypto'
import type { FakeClock } from '../clock.ts'
import { send } from '../events/send.ts'
import { signedHeaders } from '../events/signing.ts'
import { SlackRefusal } from '../refusal.ts'

function echoes(body: string, challenge: string): boolean {
  if (body.trim() === challenge) return true
  try {
    return (JSON.parse(body) as { challenge?: unknown }).challenge === challenge
  } catch {
    return false
  }
}

/** Sends `url_verification` to an events URL before it is saved; refuses when the challenge does not come back. */
export async function verifyEventsUrl(clock: FakeClock, url: string, signingSecret: string): Promise<void> {
  const challenge = randomUUID()
  const body = JSON.stringify({ token: 'legacy-verification-token', challenge, type: 'url_verification' })
  const headers = signedHeaders(signingSecret, body, { nowMs: clock.nowMs(), contentType: 'application/json' })
  const answer = await send(clock, url, { headers, body })
  if (answer.status !== 200 || !echoes(answer.body, challenge)) throw new SlackRefusal('url_verification_failed')
}
