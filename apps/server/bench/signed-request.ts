import { createHmac, randomUUID } from 'node:crypto'

/** The signing secret of both sides. */
export const SECRET = 'signing-secret-of-the-tests'
const TEXT = 'lorem ipsum dolor sit amet '.repeat(12)

/** A delivery of about 1.2 KB as Slack sends it, signed now; valid for five minutes. */
export function signedRequest(id: string, index: number) {
  const body = JSON.stringify({
    token: 'unused',
    team_id: `T0BENCH${index % 20}`,
    api_app_id: 'A0BACKSCROLL',
    event: {
      type: 'message',
      client_msg_id: randomUUID(),
      text: TEXT,
      user: 'U1',
      ts: '1700000000.000100',
      event_ts: '1700000000.000100',
      channel: `C${index % 50}`,
      channel_type: 'channel',
      blocks: [{ type: 'rich_text', block_id: 'b', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: TEXT }] }] }],
    },
    type: 'event_callback',
    event_id: id,
    event_time: 1_700_000_000,
    authorizations: [{ enterprise_id: null, team_id: `T0BENCH${index % 20}`, user_id: 'U0', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  })
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
  return { id, method: 'POST' as const, path: '/slack/events', headers, body }
}
