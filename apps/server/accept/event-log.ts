import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** An inner event as a log holds it. */
export type LoggedEvent = Record<string, unknown> & { ts?: string; event_ts?: string; channel: string; subtype?: string }

/** An event with the id it is delivered under. */
export interface Delivery {
  eventId: string
  event: LoggedEvent
}

/** Reads the daily logs in order; ids are made of day and line, so the same line is always the same delivery. */
export function readEventLog(folder: string): Delivery[] {
  const files = readdirSync(path.join(folder, 'logs'))
    .filter((name) => name.endsWith('.txt.gz'))
    .sort()
  return files.flatMap((name) => {
    const lines = gunzipSync(readFileSync(path.join(folder, 'logs', name)))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
    const day = name.slice(0, 10).replaceAll('-', '')
    return lines.map((line, index) => ({ eventId: `Ev${day}${index + 1}`, event: JSON.parse(line) as LoggedEvent }))
  })
}

interface Door {
  url: string
  teamId: string
  appId: string
  signingSecret: string
}

/** Sends deliveries through the HTTP door as Slack does: full envelope, signed over the exact bytes, repeated until acknowledged. */
export async function deliver(door: Door, deliveries: readonly Delivery[], connections = 16): Promise<{ sent: number; repeated: number }> {
  let next = 0
  let repeated = 0
  const lane = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) {
      const body = JSON.stringify(envelope(door, delivery))
      while (!(await isAcknowledged(door, body))) repeated += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  return { sent: deliveries.length, repeated }
}

async function isAcknowledged(door: Door, body: string): Promise<boolean> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', door.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
  const response = await fetch(`${door.url}/slack/events`, { method: 'POST', headers, body })
  await response.arrayBuffer()
  if (response.status !== 200 && response.status !== 503) throw new Error(`the door answered ${response.status}`)
  return response.status === 200
}

function envelope({ teamId, appId }: Door, { eventId, event }: Delivery) {
  return {
    token: 'unused',
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event: { channel_type: 'channel', ...event },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Number(event.event_ts ?? event.ts)),
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  }
}
