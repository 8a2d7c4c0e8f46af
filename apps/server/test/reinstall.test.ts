import { openVisitor } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { commandForm, delivery, knock } from './world/door.ts'
import { installationIn } from './world/installation-in.ts'
import { aRotatingWorld, refreshCalls } from './world/rotating.ts'
import { runVerb } from './world/run-verb.ts'
import { toldInPrivate } from './world/said-by-app.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const QUESTION = 'when do we ship the billing rewrite?'

/** Gives the worker something to ask Slack. */
async function makeWork(world: LivedInWorld, name: string): Promise<void> {
  world.as('U0ADA').rename('C0HELP', name)
  await world.quiet()
}

async function stateOf(world: LivedInWorld): Promise<{ state: string; reason: string | null } | undefined> {
  const [row] = await world.admin<
    { state: string; reason: string | null }[]
  >`select state, paused_reason as reason from teams where team_id = ${ACME}`
  return row
}

describe('an end that Slack announces late', () => {
  test.for(['uninstalled-first', 'revoked-first'] as const)(
    '%s: what was announced before a reinstall, and arrives after it in the same second, changes nothing',
    async (order) => {
      await using world = await aWorld()
      world.slack.events.hold()
      await world.slack.uninstall(ACME, APP_ID, order)
      await world.install(ACME, 'U0ADA')
      world.slack.events.duplicateEvery(1)
      world.slack.events.release()
      await world.settled()
      expect(await installationIn(world.db)).toMatchObject({ generation: 2, isActive: true })
      expect(await stateOf(world)).toEqual({ state: 'active', reason: null })
      expect(await world.ask('U0ADA', QUESTION)).toMatchObject({ kind: 'answered' })
    },
  )

  test('an hour after the install an uninstall counts at once, without asking Slack', async () => {
    await using world = await aWorld()
    await world.admin`update installations set installed_at = installed_at - interval '1 hour'`
    const before = world.slack.requests().length
    const gone = delivery({ type: 'app_uninstalled' }, { eventId: 'EvGONE' })
    await knock(world, '/slack/events', { body: JSON.stringify(gone) })
    await world.quiet()
    expect(await stateOf(world)).toEqual({ state: 'uninstalled', reason: null })
    expect(world.slack.requests()).toHaveLength(before)
  })

  test('one of two rotating tokens that is revoked does not end an install whose token of now works', async () => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    await world.admin`update installations set installed_at = installed_at - interval '1 hour'`
    const revoked = delivery({ type: 'tokens_revoked', tokens: { oauth: [], bot: [world.botUser()] } }, { eventId: 'EvOLDTOKEN' })
    await knock(world, '/slack/events', { body: JSON.stringify(revoked) })
    await world.settled()
    expect(await stateOf(world)).toEqual({ state: 'active', reason: null })
  })
})

describe('a token that Slack refuses', () => {
  test.for(['invalid_auth', 'account_inactive', 'token_revoked'])(
    '%s pauses the workspace with that reason on page and command line, and a reinstall resumes it',
    async (error) => {
      await using world = await aWorld({ installedIn: [] })
      const visitor = openVisitor()
      await visitor.decide(`${world.url}/slack/install`, { teamId: ACME, userId: 'U0ADA', decision: 'allow' })
      await world.settled()
      world.slack.faults.add({ kind: 'refuse', error, teamId: ACME, times: 1_000_000 })
      await makeWork(world, 'help-one')
      expect(await stateOf(world)).toEqual({ state: 'paused', reason: error })
      expect(await installationIn(world.db)).toMatchObject({ isActive: false, sealedBotToken: '' })

      const page = await visitor.open(`${world.url}/slack/installed`)
      expect(page.text).toContain('Paused: ')
      expect(page.text).toContain('until Backscroll is installed again')
      const listed = await runVerb(world.env, 'teams', '--json')
      expect(listed.json?.teams).toEqual([expect.objectContaining({ id: ACME, state: 'paused', reason: error })])
      expect((await runVerb(world.env, 'teams')).stdout).toContain('Install the app again to go on.')
      const calls = world.slack.requests().length
      const form = commandForm({ userId: 'U0ADA', channelId: 'C0GENERAL', text: QUESTION })
      expect(await (await knock(world, '/slack/commands', { body: form })).text()).toContain('/slack/install')
      await makeWork(world, 'help-two')
      expect(world.slack.requests()).toHaveLength(calls)

      const { ts } = world.as('U0BOB').post('C0GENERAL', 'said while nobody listened')
      world.slack.faults.clear()
      await world.install(ACME, 'U0ADA')
      await world.settled()
      expect(await stateOf(world)).toEqual({ state: 'active', reason: null })
      expect((await world.stored()).get(`C0GENERAL:${ts}`)?.text).toBe('said while nobody listened')
      expect(await world.ask('U0ADA', QUESTION)).toMatchObject({ kind: 'answered' })
    },
  )

  test('one refusal of a token that works pauses nothing', async () => {
    await using world = await aWorld()
    world.slack.faults.add({ method: 'conversations.info', kind: 'refuse', error: 'invalid_auth', teamId: ACME })
    await makeWork(world, 'help-one')
    expect(await stateOf(world)).toEqual({ state: 'active', reason: null })
    const [row] = await world.admin<{ name: string }[]>`select name from channels where channel_id = 'C0HELP'`
    expect(row?.name).toBe('help-one')
  })

  test('a paused workspace whose uninstall is announced afterwards is uninstalled', async () => {
    await using world = await aWorld()
    world.slack.faults.add({ kind: 'refuse', error: 'account_inactive', teamId: ACME, times: 1_000_000 })
    await makeWork(world, 'help-one')
    expect(await stateOf(world)).toMatchObject({ state: 'paused' })
    await knock(world, '/slack/events', { body: JSON.stringify(delivery({ type: 'app_uninstalled' }, { eventId: 'EvGONE' })) })
    await world.quiet()
    expect(await stateOf(world)).toEqual({ state: 'uninstalled', reason: null })
  })

  test('a refresh that Slack refuses is told to the installer once while the token still works; then the workspace pauses, then resumes', async () => {
    await using rotating = await aRotatingWorld()
    const { world } = rotating
    world.slack.faults.add({ method: 'oauth.v2.access', kind: 'refuse', error: 'invalid_refresh_token' })
    rotating.pass(10.5)
    await makeWork(world, 'help-one')
    await makeWork(world, 'help-two')
    const warnings = toldInPrivate(world.slack, 'U0ADA').filter(({ text }) => text.includes('no longer renews'))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.text).toContain(`<${world.url}/slack/install|Install it again>`)
    expect(refreshCalls(world.slack)).toHaveLength(1)
    expect((await runVerb(world.env, 'teams')).stdout).toContain('Slack does not renew the token.')

    rotating.pass(2)
    await makeWork(world, 'help-three')
    expect(await stateOf(world)).toEqual({ state: 'paused', reason: 'invalid_refresh_token' })
    await world.install(ACME, 'U0ADA')
    await world.settled()
    expect(await stateOf(world)).toEqual({ state: 'active', reason: null })
    expect(await installationIn(world.db)).toMatchObject({ generation: 2, renewalRefusedAtMs: null })
  })
})
