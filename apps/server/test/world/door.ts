import { createHmac } from 'node:crypto'
import { ACME, APP_ID } from './small-company.ts'

/** A request to one of the doors that Slack signs. */
export interface DoorRequest {
  body: string | Buffer
  contentType?: string
  /** Seconds between the signature and now; negative is the past. */
  ageSeconds?: number
  secret?: string
  /** Further headers; null takes one away. */
  headers?: Record<string, string | null>
}

interface Place {
  url: string
  env: Record<string, string>
}

/** Sends a request as Slack does, signed over its exact bytes, or wrongly on purpose. */
export async function knock(
  place: Place,
  path: '/slack/events' | '/slack/commands' | '/slack/interactions',
  request: DoorRequest,
): Promise<Response> {
  const { body, ageSeconds = 0, secret = place.env.SLACK_SIGNING_SECRET ?? '', headers = {} } = request
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageSeconds)
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const contentType = request.contentType ?? (path === '/slack/events' ? 'application/json' : 'application/x-www-form-urlencoded')
  const all = {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...headers,
  }
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)
  return fetch(`${place.url}${path}`, { method: 'POST', headers: kept, body: typeof body === 'string' ? body : new Uint8Array(body) })
}

/** A full delivery of an inner event. */
export function delivery(event: Record<string, unknown>, more: { eventId: string; teamId?: string; appId?: string; eventTimeMs?: number }) {
  const { eventId, teamId = ACME, appId = APP_ID, eventTimeMs = Date.now() } = more
  return {
    token: 'unused',
    team_id: teamId,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(eventTimeMs / 1_000),
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  }
}

/** The form of a slash command. */
export const commandForm = (fields: {
  userId: string
  channelId: string
  text: string
  responseUrl?: string
  triggerId?: string
  teamId?: string
  command?: string
  appId?: string
}): string =>
  new URLSearchParams({
    team_id: fields.teamId ?? ACME,
    api_app_id: fields.appId ?? APP_ID,
    channel_id: fields.channelId,
    user_id: fields.userId,
    command: fields.command ?? '/ask',
    text: fields.text,
    response_url: fields.responseUrl ?? '',
    trigger_id: fields.triggerId ?? '1.2.3',
  }).toString()
