import { teamId } from '@backscroll/core'
import { openTokenVault } from '@backscroll/db'
import { openVisitor } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { approvedInstall } from './world/approval.ts'
import { everythingStored } from './world/everything.ts'
import { installationIn } from './world/installation-in.ts'
import { movingClock } from './world/moving-clock.ts'
import { ACME, APP_ID, GLOBEX } from './world/small-company.ts'

const countInstallations = async ({ admin }: LivedInWorld): Promise<number> => {
  const [row] = await admin<{ count: number }[]>`select count(*)::int as count from installations`
  return row?.count ?? 0
}

const callback = (url: string, cookie: string) => fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })

const welcomes = (world: LivedInWorld, userId: string) =>
  world.slack.world
    .channels(ACME)
    .filter((channel) => channel.kind === 'im' && channel.members.includes(userId))
    .flatMap((channel) => world.slack.world.history(channel.id))
    .filter((message) => message.text.includes('Backscroll is installed.'))

describe('the way from Add to Slack to a read workspace', () => {
  test('it ends on a page with the channels, their progress and the next steps', async () => {
    await using world = await aWorld({ installedIn: [] })
    const visitor = openVisitor()
    const landing = await visitor.open(world.url)
    expect(landing.text).toContain('href="/slack/install"')
    const page = await visitor.decide(`${world.url}/slack/install`, { teamId: ACME, userId: 'U0ADA', decision: 'allow' })
    expect(page).toMatchObject({ status: 200, url: `${world.url}/slack/installed` })
    expect(page.text).toContain('Backscroll is installed in Acme')
    expect(page.text).toContain('Next steps')
    expect(page.text).toContain('/ask')
    await world.settled()
    const progress = await visitor.open(`${world.url}/slack/installed/progress`)
    expect(progress.headers.get('x-progress-state')).toBe('ready')
    expect(progress.text).toContain('Ready: 5 messages in 3 channels can be searched.')
    expect(progress.text).toContain('#general')
    expect(progress.text).toContain('Private channel')
    expect(progress.text).not.toContain('deal')
  })

  test('the progress of a workspace is shown to the browser that installed it and to nobody else', async () => {
    await using world = await aWorld()
    const stranger = openVisitor()
    expect((await stranger.open(`${world.url}/slack/installed/progress`)).status).toBe(401)
    expect((await stranger.open(`${world.url}/slack/installed`)).url).toBe(`${world.url}/`)
  })

  test('Cancel ends on a page that says so, and nothing is installed', async () => {
    await using world = await aWorld({ installedIn: [] })
    const page = await world.install(ACME, 'U0ADA', 'cancel')
    expect(page.status).toBe(400)
    expect(page.text).toContain('The install was cancelled')
    expect(page.text).toContain('href="/"')
    expect(await countInstallations(world)).toBe(0)
  })

  test('a wrong client secret ends on a page that tells the operator what to compare', async () => {
    await using world = await aWorld({ installedIn: [], env: { SLACK_CLIENT_SECRET: 'not-the-secret-of-this-app' } })
    const page = await world.install(ACME, 'U0ADA')
    expect(page.status).toBe(400)
    expect(page.text).toContain('bad_client_secret')
    expect(page.text).toContain('SLACK_CLIENT_SECRET')
    expect(page.text).not.toContain('not-the-secret-of-this-app')
    expect(await countInstallations(world)).toBe(0)
  })

  test('an outage of Slack in the middle of an install ends on a page that asks to begin again', async () => {
    await using world = await aWorld({ installedIn: [] })
    world.slack.faults.add({ method: 'oauth.v2.access', kind: 'http503', times: 10 })
    const page = await world.install(ACME, 'U0ADA')
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect(page.text).toContain('Slack did not answer')
    world.slack.faults.clear()
    expect((await world.install(ACME, 'U0ADA')).url).toBe(`${world.url}/slack/installed`)
  })
})

describe('the state of an install', () => {
  test('it works once: the replayed callback is refused and installs nothing more', async () => {
    await using world = await aWorld({ installedIn: [] })
    const { callbackUrl, cookie } = await approvedInstall(world)
    expect((await callback(callbackUrl, cookie)).status).toBe(302)
    const replayed = await callback(callbackUrl, cookie)
    expect(replayed.status).toBe(400)
    expect(await replayed.text()).toContain('This install link no longer works')
    expect(await installationIn(world.db)).toMatchObject({ generation: 1, isActive: true })
  })

  test('a forged one is refused', async () => {
    await using world = await aWorld({ installedIn: [] })
    const { callbackUrl, cookie } = await approvedInstall(world)
    const forged = new URL(callbackUrl)
    forged.searchParams.set('state', Buffer.alloc(32, 1).toString('base64url'))
    expect((await callback(forged.href, cookie)).status).toBe(400)
    expect(await countInstallations(world)).toBe(0)
  })

  test('an approval without one, as Slack’s own pages send it, installs nothing and is sent to our install page', async () => {
    await using world = await aWorld({ installedIn: [] })
    const { callbackUrl, cookie } = await approvedInstall(world)
    const stateless = new URL(callbackUrl)
    stateless.searchParams.delete('state')
    for (const browser of [cookie, '']) {
      const answer = await callback(stateless.href, browser)
      expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({ status: 302, location: '/slack/install' })
    }
    expect(await countInstallations(world)).toBe(0)
    const page = await openVisitor().decide(stateless.href, { teamId: ACME, userId: 'U0ADA', decision: 'allow' })
    expect(page.url).toBe(`${world.url}/slack/installed`)
    expect(await countInstallations(world)).toBe(1)
  })

  test('it belongs to the browser that began', async () => {
    await using world = await aWorld({ installedIn: [] })
    const { callbackUrl } = await approvedInstall(world)
    const other = await approvedInstall(world)
    expect((await callback(callbackUrl, '')).status).toBe(400)
    expect((await callback(callbackUrl, other.cookie)).status).toBe(400)
    expect(await countInstallations(world)).toBe(0)
  })

  test('it expires after ten minutes', async () => {
    const clock = movingClock()
    await using world = await aWorld({ installedIn: [], clock })
    const { callbackUrl, cookie } = await approvedInstall(world)
    clock.putForward(601_000)
    const late = await callback(callbackUrl, cookie)
    expect(late.status).toBe(400)
    expect(await late.text()).toContain('older than ten minutes')
    expect(await countInstallations(world)).toBe(0)
  })
})

describe('the token of a workspace', () => {
  test('no table holds it in the open', async () => {
    await using world = await aWorld()
    const token = world.slack.world.installations(ACME)[0]?.botToken ?? ''
    expect(token).toMatch(/^xoxb-/)
    const everything = await everythingStored(world.admin)
    expect(everything).toContain('public.installations')
    expect(everything).not.toMatch(/xox[a-z]-/)
    expect(everything).not.toContain(token.slice(10))
  })

  test('a row copied to another workspace does not open there', async () => {
    await using world = await aWorld({ installedIn: [ACME, GLOBEX] })
    await world.admin`update installations set bot_token = (select bot_token from installations where team_id = ${ACME}) where team_id = ${GLOBEX}`
    const copied = await installationIn(world.db, GLOBEX)
    const vault = openTokenVault(world.env.TOKEN_KEYS ?? '')
    await expect(vault.open(teamId(GLOBEX), 'bot', copied?.sealedBotToken ?? '')).rejects.toMatchObject({ code: 'sealed_token' })
    await expect(vault.open(teamId(ACME), 'bot', copied?.sealedBotToken ?? '')).resolves.toMatch(/^xoxb-/)
  })

  test('a reinstall keeps one row, counts up, and the new token is used', async () => {
    await using world = await aWorld()
    world.slack.events.drop(() => true)
    await world.slack.uninstall(ACME, APP_ID)
    world.slack.events.drop(null)
    const before = await installationIn(world.db)
    await world.install(ACME, 'U0ADA')
    await world.settled()
    const after = await installationIn(world.db)
    expect(await countInstallations(world)).toBe(1)
    expect(after).toMatchObject({ generation: 2, isActive: true })
    expect(after?.sealedBotToken).not.toBe(before?.sealedBotToken)
    expect(await world.mention('U0ADA', 'C0HELP', 'how do I reset the staging database?')).toMatchObject({ kind: 'answered' })
  })
})

test('the person who installs gets exactly one message per install, and none at a restart', async () => {
  await using world = await aWorld()
  expect(welcomes(world, 'U0ADA')).toHaveLength(1)
  await world.restart()
  await world.quiet()
  expect(welcomes(world, 'U0ADA')).toHaveLength(1)
  await world.install(ACME, 'U0ADA')
  await world.settled()
  expect(welcomes(world, 'U0ADA')).toHaveLength(2)
})
