import { openVisitor } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { commandForm, delivery, knock } from './world/door.ts'
import { everythingStored } from './world/everything.ts'
import { installationIn } from './world/installation-in.ts'
import { ACME, APP_ID, GLOBEX } from './world/small-company.ts'

describe('the end of an installation', () => {
  test.for(['uninstalled-first', 'revoked-first'] as const)(
    '%s: all work of the workspace stops and the other one goes on',
    async (order) => {
      await using world = await aWorld({ installedIn: [GLOBEX] })
      const visitor = openVisitor()
      await visitor.decide(`${world.url}/slack/install`, { teamId: ACME, userId: 'U0ADA', decision: 'allow' })
      await world.settled(ACME)
      await world.slack.uninstall(ACME, APP_ID, order)
      await world.quiet()
      expect(await installationIn(world.db)).toMatchObject({ isActive: false, sealedBotToken: '' })
      const calls = () => world.slack.requests().filter((call) => call.teamId !== GLOBEX).length
      const before = calls()
      const command = await knock(world, '/slack/commands', {
        body: commandForm({ userId: 'U0ADA', channelId: 'C0GENERAL', text: 'when do we ship?' }),
      })
      expect(command.status).toBe(200)
      expect(((await command.json()) as { text: string }).text).toContain('Backscroll is not installed in this workspace')
      const posted = {
        type: 'message',
        channel: 'C0GENERAL',
        channel_type: 'channel',
        user: 'U0ADA',
        text: 'said after the end',
        ts: '1790000000.000100',
      }
      const mention = { ...posted, type: 'app_mention', text: '<@U0BOT> when do we ship?' }
      await knock(world, '/slack/events', { body: JSON.stringify(delivery(posted, { eventId: 'EvAFTER1' })) })
      await knock(world, '/slack/events', { body: JSON.stringify(delivery(mention, { eventId: 'EvAFTER2' })) })
      await world.quiet()
      expect(await everythingStored(world.admin)).not.toContain('said after the end')
      expect(calls()).toBe(before)
      const progress = await visitor.open(`${world.url}/slack/installed/progress`)
      expect(progress.headers.get('x-progress-state')).toBe('stopped')
      expect(progress.text).toContain('Nothing is read any more')
      expect(await world.ask('U0ZOE', 'when does the billing rewrite ship?')).toMatchObject({ kind: 'answered' })
    },
  )

  test('a late revocation that is older than the reinstall changes nothing', async () => {
    await using world = await aWorld()
    const bot = world.botUser()
    const hourAgo = Date.now() - 3_600_000
    const late = delivery({ type: 'tokens_revoked', tokens: { oauth: [], bot: [bot] } }, { eventId: 'EvLATE', eventTimeMs: hourAgo })
    const gone = delivery({ type: 'app_uninstalled' }, { eventId: 'EvLATE2', eventTimeMs: hourAgo })
    for (const one of [late, gone]) expect((await knock(world, '/slack/events', { body: JSON.stringify(one) })).status).toBe(200)
    await world.settled()
    expect(await installationIn(world.db)).toMatchObject({ isActive: true })
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'answered' })
  })

  test('the revocation of somebody else’s token changes nothing', async () => {
    await using world = await aWorld()
    const other = delivery({ type: 'tokens_revoked', tokens: { oauth: ['U0ADA'], bot: ['U0OTHERBOT'] } }, { eventId: 'EvOTHER' })
    await knock(world, '/slack/events', { body: JSON.stringify(other) })
    await world.settled()
    expect(await installationIn(world.db)).toMatchObject({ isActive: true })
  })
})
