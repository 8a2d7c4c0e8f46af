import { send } from '../events/send.ts'
import { signedHeaders } from '../events/signing.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp } from '../world/types.ts'

export interface FormAnswer {
  /** Slack's word for what went wrong, or null. */
  error: 'operation_timeout' | 'dispatch_failed' | null
  body: string
}

/** Posts a signed form to an app and gives it three seconds. */
export async function postForm(stage: Stage, app: StoredApp, url: string | undefined, fields: Record<string, string>): Promise<FormAnswer> {
  if (!url) return { error: 'dispatch_failed', body: '' }
  const body = new URLSearchParams(fields).toString()
  const headers = signedHeaders(app.signingSecret, body, { nowMs: stage.clock.nowMs(), contentType: 'application/x-www-form-urlencoded' })
  const answer = await send(stage.clock, url, { headers: { ...headers, accept: 'application/json,*/*' }, body })
  if (answer.reason === 'http_timeout') return { error: 'operation_timeout', body: '' }
  return answer.status === 200 ? { error: null, body: answer.body } : { error: 'dispatch_failed', body: '' }
}

/** The JSON object in an answer; plain text becomes its `text`; null for an empty answer. */
export function answerObject(body: string): Record<string, unknown> | null {
  if (body.trim() === '') return null
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Not JSON: Slack shows the answer as it is.
  }
  return { text: body }
}
