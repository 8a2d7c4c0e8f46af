import { teamId } from '@backscroll/core'
import { openTokenVault } from '@backscroll/db'
import { refreshToken } from '@backscroll/slack'
import { describe, expect, test } from 'vitest'
import { readServiceConfig } from '../src/config.ts'
import { openContext } from '../src/context.ts'
import type { LivedInWorld } from './world/a-world.ts'
import { everythingStored } from './world/everything.ts'
import { installationIn } from './world/installation-in.ts'
import { aRotatingWorld, refreshCalls } from './world/rotating.ts'
import { ACME } from './world/small-company.ts'

/** Gives the worker something to ask Slack. @returns the name it then has stored. */
async function storedName(world: LivedInWorld, name: string): Promise<string | undefined> {
  world.as('U0ADA').rename('C0HELP', name)
  await world.settled()
  const [row] = await world.admin<{ name: string }[]>`select name from channels where channel_id = 'C0HELP'`
  return row?.name
}

/** What a process does that uses the refresh token and dies before it can write the answer down. */
async function refreshAndDie({ db, env }: LivedInWorld): Promise<void> {
  const installation = await installationIn(db)
  await refreshToken({
    clientId: env.SLACK_CLIENT_ID ?? '',
    clientSecret: env.SLACK_CLIENT_SECRET ?? '',
    refreshToken: await openTokenVault(env.TOKEN_KEYS ?? '').open(ACME, 'refresh', installation?.rotation?.sealedRefreshToken ?? ''),
    apiUrl: env.SLACK_API_URL ?? '',
    timeoutMs: 5_000,
  })
}

describe('a workspace whose tokens rotate', () => {
  test('goes on over days, with one refresh per twelve hours, and no table holds a token in the open', async () => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    expect(refreshCalls(world.slack)).toHaveLength(0)
    for (let refreshes = 1; refreshes <= 4; refreshes += 1) {
      rotating.pass(10.5)
      expect(await storedName(world, `help-${refreshes}`)).toBe(`help-${refreshes}`)
      expect(refreshCalls(world.slack)).toHaveLength(refreshes)
    }
    expect(await everythingStored(world.admin)).not.toMatch(/xox[a-z][.-]/)
    expect(await installationIn(world.db)).toMatchObject({ generation: 1, isActive: true })
  })

  test('four processes that need a new token at once make one refresh call, and all of them work', async () => {
    await using rotating = await aRotatingWorld()
    const { world, serverTime } = rotating
    const config = readServiceConfig({ ...world.env, LOG_LEVEL: 'silent' })
    const contexts = await Promise.all([1, 2, 3, 4].map(() => openContext(config, { clock: serverTime })))
    try {
      rotating.pass(13)
      const gateways = await Promise.all(contexts.flatMap((ctx) => Array.from({ length: 5 }, () => ctx.slack(teamId(ACME)))))
      expect(refreshCalls(world.slack)).toHaveLength(1)
      const identities = await Promise.all(gateways.map((gateway) => gateway.authTest()))
      expect(new Set(identities.map(({ teamId: team }) => team))).toEqual(new Set([ACME]))
    } finally {
      await Promise.all(contexts.map((ctx) => ctx.close()))
    }
  })

  test('four processes that Slack tells of an expired token in the middle of their work make one refresh call', async () => {
    await using rotating = await aRotatingWorld()
    const { world, serverTime, slackTime } = rotating
    const config = readServiceConfig({ ...world.env, LOG_LEVEL: 'silent' })
    const contexts = await Promise.all([1, 2, 3, 4].map(() => openContext(config, { clock: serverTime })))
    try {
      const gateways = await Promise.all(contexts.map((ctx) => ctx.slack(teamId(ACME))))
      slackTime.putForward(12 * 3_600_000)
      await Promise.all(gateways.map((gateway) => Promise.all([gateway.authTest(), gateway.teamInfo()])))
      expect(refreshCalls(world.slack)).toHaveLength(1)
    } finally {
      await Promise.all(contexts.map((ctx) => ctx.close()))
    }
  })

  test('an outage of Slack while a token is renewed is sat out with the token of now', async () => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    world.slack.faults.add({ method: 'oauth.v2.access', kind: 'http503', times: 50 })
    rotating.pass(11)
    expect(await storedName(world, 'help-1')).toBe('help-1')
    world.slack.faults.clear()
    expect(await storedName(world, 'help-2')).toBe('help-2')
    expect((await installationIn(world.db))?.rotation?.expiresAtMs).toBeGreaterThan(rotating.serverTime.nowMs() + 11 * 3_600_000)
  })

  test('a process that dies between Slack’s answer and the commit costs nothing: the old refresh token works within its grace period', async () => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    rotating.pass(13)
    await refreshAndDie(world)
    expect(await storedName(world, 'help-1')).toBe('help-1')
    expect(refreshCalls(world.slack)).toHaveLength(2)
  })
})
