import { type Answer, send } from '../events/send.ts'
import { signedHeaders } from '../events/signing.ts'
import type { Outgoing } from '../socket/hub.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp } from '../world/types.ts'

export interface FormAnswer {
  /** Slack's word for what went wrong, or null. */
  error: 'operation_timeout' | 'dispatch_failed' | null
  body: string
}

/** Posts a signed form to an app and gives it three seconds. */
export async function postForm(stage: Stage, app: StoredApp, url: string | undefined, fields: Record<string, string>): Promise<FormAnswer> {
  if (app.socketMode) return formAnswer(await stage.sockets.deliver(app.id, envelopeFor(fields), stage.clock))
  if (!url) return { error: 'dispatch_failed', body: '' }
  const body = new URLSearchParams(fields).toString()
  const headers = signedHeaders(app.signingSecret, body, { nowMs: stage.clock.nowMs(), contentType: 'application/x-www-form-urlencoded' })
  return formAnswer(await send(stage.clock, url, { headers: { ...headers, accept: 'application/json,*/*' }, body }))
}

/** An interaction's `payload` field holds JSON; a command is its fields. */
const envelopeFor = (fields: Record<string, string>): Outgoing =>
  fields.payload === undefined ? { type: 'slash_commands', payload: fields } : { type: 'interactive', payload: JSON.parse(fields.payload) }

function formAnswer(answer: Answer): FormAnswer {
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
