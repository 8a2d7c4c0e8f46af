import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerClient } from './client/register.ts'
import { realClock } from './clock.ts'
import { composeSlack } from './compose-slack.ts'
import type { FakeSlack, FakeSlackOptions } from './contract.ts'
import { createControlServer } from './control/server.ts'
import { enqueue } from './events/enqueue.ts'
import { createOutbox } from './events/outbox.ts'
import { registerImages } from './http/images.ts'
import { registerResponseUrls } from './interactions/response-url.ts'
import { registerOauth } from './oauth/routes.ts'
import { createOidc } from './oidc/oidc.ts'
import { registerOidc } from './oidc/routes.ts'
import { serveSockets } from './socket/server.ts'
import { createStage } from './stage.ts'
import { registerWebApi, type WebApi } from './web-api/door.ts'
import { createFaults } from './web-api/faults.ts'
import { createRateLimiter } from './web-api/rate-limit.ts'

const LOOPBACK = '127.0.0.1'
const BODY_LIMIT_BYTES = 8 * 1024 * 1024

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  return `http://${host === '0.0.0.0' ? LOOPBACK : host}:${address.port}`
}

/**
 * Starts the stand-in Slack: one port for the Web API, OAuth and the client, one loopback port for the control API.
 * @throws when a port is taken or the seeded world contradicts itself.
 */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const clock = options.clock ?? realClock()
  const outbox = createOutbox()
  let url = ''
  const stage = createStage({ clock, seed: options.seed ?? 1, emit: (emission) => enqueue(stage, outbox, emission), url: () => url })
  const limits = options.limits ?? 'off'
  const limiter = createRateLimiter(clock, (appId) => stage.state.apps.get(appId)?.limitClass ?? (limits === 'off' ? null : limits))
  const api: WebApi = { stage, faults: createFaults(), limiter, seen: [], oidc: createOidc() }
  const app = Fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true })
  const addresses = { url: '', apiUrl: '', controlUrl: '', authorizeUrl: '' }
  const slack: FakeSlack = {
    ...composeSlack({ stage, outbox, api, options }),
    ...addresses,
    async close() {
      outbox.closing.abort()
      outbox.isHeld = true
      sockets.close()
      await Promise.all([app.close(), control.close()])
    },
  }
  const sockets = serveSockets(app.server, stage)
  const control = createControlServer(slack)
  registerWebApi(app, api)
  registerOauth(app, stage)
  registerOidc(app, stage, api.oidc)
  registerResponseUrls(app, stage)
  registerImages(app)
  registerClient(app, slack)
  url = await listen(app, options.host ?? LOOPBACK, options.port ?? 0)
  const controlUrl = await listen(control, LOOPBACK, options.controlPort ?? 0).catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  return Object.assign(slack, { url, apiUrl: `${url}/api/`, controlUrl, authorizeUrl: `${url}/oauth/v2/authorize` })
}
