import { type FakeSlack, realClock } from '@backscroll/fake-slack'
import type { Environment } from '../../src/index.ts'
import { aWorld, type LivedInWorld } from './a-world.ts'
import { movingClock } from './moving-clock.ts'
import { ACME, APP_ID } from './small-company.ts'

export const HOUR_MS = 3_600_000

/** A world whose app rotates its tokens, installed at Acme; server and Slack live by clocks that can be put forward. */
export async function aRotatingWorld(options: { env?: Environment; refreshGraceMs?: number } = {}) {
  const [serverTime, slackTime] = [movingClock(), movingClock()]
  const world: LivedInWorld = await aWorld({
    installedIn: [],
    clock: serverTime,
    slackClock: { ...realClock(), nowMs: slackTime.nowMs },
    ...(options.env ? { env: options.env } : {}),
  })
  world.slack.updateApp(APP_ID, { tokenRotation: true, refreshGraceMs: options.refreshGraceMs ?? 60_000 })
  await world.install(ACME, 'U0ADA')
  await world.settled()
  return {
    world,
    serverTime,
    slackTime,
    /** Lets so many hours pass for both. */
    pass(hours: number) {
      serverTime.putForward(hours * HOUR_MS)
      slackTime.putForward(hours * HOUR_MS)
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** The calls that asked Slack for the next pair. */
export const refreshCalls = (slack: FakeSlack) =>
  slack.requests().filter(({ method, args }) => method === 'oauth.v2.access' && args.grant_type === 'refresh_token')
