import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { afterEach } from 'vitest'
import type { FakeSlackOptions } from '../index.ts'
import { acme, app, startAcme } from './acme.ts'
import { clientFor, silentLogger } from './web-client.ts'

const running: App[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((bolt) => bolt.stop()))
})

/** The app as a tiny Bolt program, installed at Acme and listening. Bolt verifies by the real time, so the stand-in uses it too. */
export async function startBolt(configure: (bolt: App) => void, options: FakeSlackOptions = {}) {
  const slack = await startAcme(options)
  await slack.testClock.advance(Date.now() - slack.clock.nowMs())
  const installed = slack.installDirectly(app.id, acme.id, 'U0ADA')
  slack.as(acme.id, 'U0ADA').invite('C0DEV', installed.botUserId)
  const receiver = new HTTPReceiver({ signingSecret: app.signingSecret, logger: silentLogger, port: 0 })
  const bolt = new App({
    receiver,
    token: installed.botToken,
    botId: installed.botId,
    botUserId: installed.botUserId,
    logger: silentLogger,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  configure(bolt)
  const server = await bolt.start(0)
  running.push(bolt)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  slack.updateApp(app.id, { eventsUrl: url, commandsUrl: url, interactionsUrl: url })
  return {
    slack,
    ada: slack.as(acme.id, 'U0ADA'),
    bob: slack.as(acme.id, 'U0BOB'),
    installed,
    client: clientFor(slack, installed.botToken),
  }
}
