import { SocketModeClient } from '@slack/socket-mode'
import { afterEach, describe, expect, test } from 'vitest'
import { app, installAtAcme, startAcme } from './acme.ts'
import { clientFor, errorOf, silentLogger } from './web-client.ts'

const APP_TOKEN = 'xapp-1-A0APP-1'
const clients: SocketModeClient[] = []
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.disconnect().catch(() => {})))
})

interface Envelope {
  type: string
  body: { event?: { type: string; text?: string } } & Record<string, unknown>
  retry_num: number
  ack: (response?: object) => Promise<void>
}

/** Slack's own client over the stand-in, on a clock that follows the machine. */
async function connected(
  slack: Awaited<ReturnType<typeof startAcme>>,
  handle: (envelope: Envelope) => void | Promise<void>,
): Promise<SocketModeClient> {
  const client = new SocketModeClient({
    appToken: APP_TOKEN,
    autoReconnectEnabled: false,
    logger: silentLogger,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  clients.push(client)
  client.on('slack_event', (envelope: Envelope) => void handle(envelope))
  await client.start()
  return client
}

const startSocketApp = () => startAcme({ apps: [{ ...app, socketMode: true, appLevelToken: APP_TOKEN }] })

describe('Socket Mode', () => {
  test('opens for the app-level token of an app that is in it, and for nothing else', async () => {
    const slack = await startSocketApp()
    const installed = installAtAcme(slack)
    const open = (token?: string) => errorOf(clientFor(slack, token).apps.connections.open())
    expect(await open(APP_TOKEN)).toBe('no error')
    expect(await open()).toBe('not_authed')
    expect(await open('xapp-guess')).toBe('invalid_auth')
    expect(await open(installed.botToken)).toBe('not_allowed_token_type')
    slack.updateApp(app.id, { socketMode: false })
    expect(await open(APP_TOKEN)).toBe('socket_mode_not_enabled')
    const guess = await new Promise((resolve) => {
      const socket = new WebSocket(`${slack.url.replace('http', 'ws')}/link/?ticket=guess`)
      socket.addEventListener('error', () => resolve('refused'))
      socket.addEventListener('open', () => resolve('open'))
    })
    expect(guess).toBe('refused')
  })

  test('an event comes in an envelope whose payload is the body of an HTTP delivery, and counts as delivered with its acknowledgement', async () => {
    const slack = await startSocketApp()
    const seen: Envelope[] = []
    await connected(slack, async (envelope) => {
      seen.push(envelope)
      await envelope.ack()
    })
    installAtAcme(slack)
    expect(slack.sockets.connections(app.id)).toBe(1)
    slack.as('T0ACME', 'U0ADA').post('C0DEV', 'hello over the wire')
    await slack.events.idle()
    const delivery = slack.events.deliveries().at(-1)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] })
    expect(seen.at(-1)).toMatchObject({ type: 'events_api', retry_num: 0, body: JSON.parse(delivery?.body ?? '{}') })
  })

  test('what is not acknowledged when a connection ends goes over the next one', async () => {
    const slack = await startSocketApp()
    slack.events.drop(({ type }) => type !== 'message')
    const first: Envelope[] = []
    let take: () => void
    const taken = new Promise<void>((resolve) => {
      take = resolve
    })
    await connected(slack, (envelope) => {
      first.push(envelope)
      take()
    })
    slack.events.hold()
    installAtAcme(slack)
    slack.events.release()
    await taken
    slack.sockets.cut(app.id)
    const second: Envelope[] = []
    await connected(slack, async (envelope) => {
      second.push(envelope)
      await envelope.ack()
    })
    await slack.events.idle()
    expect(second.map(({ body }) => body.event_id)).toEqual(expect.arrayContaining(first.map(({ body }) => body.event_id)))
    expect(slack.events.deliveries().every(({ state }) => state === 'delivered' || state === 'dropped')).toBe(true)
  })

  test('without an acknowledgement in three seconds it is sent again, marked as a repetition', async () => {
    const slack = await startSocketApp()
    slack.events.drop(({ type }) => type !== 'message')
    const seen: Envelope[] = []
    await connected(slack, async (envelope) => {
      seen.push(envelope)
      if (seen.length === 1) await slack.testClock.advance(3_000)
      else await envelope.ack()
    })
    installAtAcme(slack)
    await slack.events.idle()
    expect(seen.map(({ retry_num }) => retry_num)).toEqual([0, 1])
    const sent = slack.events.deliveries().filter(({ state }) => state !== 'dropped')
    expect(sent.at(-1)).toMatchObject({ state: 'delivered', attempts: [{ reason: 'http_timeout' }, { status: 200 }] })
  })

  test('a warning ends the connection of a client that follows it', async () => {
    const slack = await startSocketApp()
    const client = await connected(slack, () => {})
    const gone = new Promise((resolve) => client.once('disconnected', () => resolve('gone')))
    slack.sockets.warn(app.id, 'refresh_requested')
    expect(await gone).toBe('gone')
    expect(slack.sockets.connections(app.id)).toBe(0)
  })

  test('the answer of a slash command is the payload of its acknowledgement', async () => {
    const slack = await startSocketApp()
    await connected(slack, (envelope) =>
      envelope.ack(envelope.type === 'slash_commands' ? { text: `asked: ${String(envelope.body.text)}` } : undefined),
    )
    installAtAcme(slack)
    await slack.events.idle()
    const ada = slack.as('T0ACME', 'U0ADA')
    expect(await ada.slash('C0DEV', '/ask', 'who ships?')).toEqual({ ok: true })
    expect(ada.ephemerals('C0DEV').at(-1)?.text).toBe('asked: who ships?')
  })
})
