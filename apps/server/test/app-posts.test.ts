import { channelId, teamId } from '@backscroll/core'
import { auditOf, retentionOf } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { historyMessage } from '@backscroll/slack'
import { expect, test } from 'vitest'
import { storeMessages } from '../src/flows/intake/store-messages.ts'
import { verifySlack } from '../src/flows/reading/verify-slack.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { everythingStored } from './world/everything.ts'
import { inProcessVerb } from './world/in-process-verb.ts'
import { indexHolds } from './world/index-files.ts'
import { looking } from './world/looking.ts'
import { ACME, minutesAgo, smallCompany } from './world/small-company.ts'

const TEAM = teamId(ACME)
const deploy = (text: string, minutes: number) => ({ ts: minutesAgo(minutes, '000500'), botId: 'B0DEPLOY', subtype: 'bot_message', text })

/** The small company with two posts of another app, one of them answered by a person. */
function withAnotherApp(): WorkspaceSeed[] {
  const [acme, ...others] = smallCompany()
  if (!acme) throw new Error('there is no company')
  const posts = [deploy('The canarydeploy of falcon is live.', 200), deploy('The canaryheld build is green.', 190)]
  const reply = { ts: minutesAgo(195, '000600'), user: 'U0BOB', threadTs: posts[0]?.ts ?? '', text: 'Thank you for the canarythanks.' }
  const more: Record<string, object[]> = { C0GENERAL: [posts[0] ?? {}, reply], C0HELP: [posts[1] ?? {}] }
  const channels = acme.channels.map((channel) => ({
    ...channel,
    messages: [...(channel.messages ?? []), ...((more[channel.id] ?? []) as NonNullable<typeof channel.messages>)],
  }))
  return [{ ...acme, channels }, ...others]
}

const set = async (world: LivedInWorld, change: string): Promise<void> => {
  const ran = await inProcessVerb(world.env.DATABASE_URL ?? '', 'settings', 'set', '--team', ACME, change, '--json')
  expect(ran).toMatchObject({ code: 0 })
  await world.settled()
}
const texts = async (world: LivedInWorld) => [...(await world.stored()).values()].map(({ text }) => text ?? '').join('\n')

test('posts of apps leave every store where a workspace does not want them, none comes in, and wanted again they are read again', async () => {
  await using world = await aWorld({ workspaces: withAnotherApp() })
  await world.db.withTenant(TEAM, (tx) => retentionOf(tx).set('C0HELP', { legalHold: true }, { by: 'U0ADA', atMs: 1 }))
  expect(await texts(world)).toContain('canarydeploy')

  await set(world, 'index_bots=off')
  expect(await everythingStored(world.admin)).not.toContain('canarydeploy')
  // the files of the index are rewritten a minute after their rows went
  await world.admin`update index_state set purge_at = now()`
  await expect.poll(() => indexHolds(world, 'canarydeploy'), { timeout: 20_000 }).toBe(false)
  // a reply of a person stays, and so does what is on hold
  expect(await texts(world)).toContain('canarythanks')
  expect(await texts(world)).toContain('canaryheld')
  const audit = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(20))
  expect(audit.find(({ action }) => action === 'retention.app-posts')?.diff).toEqual({ messages: 1 })

  // by event, by history, by import
  const ts = minutesAgo(1, '000700')
  const event = {
    type: 'message',
    subtype: 'bot_message',
    bot_id: 'B0DEPLOY',
    channel: 'C0GENERAL',
    channel_type: 'channel',
    text: 'canarylater',
    ts,
  }
  world.slack.events.emit(ACME, { ...event, event_ts: ts })
  await world.settled()
  expect(await texts(world)).not.toContain('canarylater')
  await inProcessVerb(world.env.DATABASE_URL ?? '', 'backfill', 'sync', '--team', ACME)
  await world.settled()
  await using ctx = await looking(world.env)
  const imported = historyMessage(channelId('C0GENERAL'), { ...event, ts: minutesAgo(3, '000700'), text: 'canaryimport' }, 'import')
  if (!imported) throw new Error('no message')
  expect(await ctx.db.withTenant(TEAM, (tx) => storeMessages(ctx, tx, TEAM, [imported]))).toMatchObject({ applied: 0, notAllowed: 1 })
  expect(await everythingStored(world.admin)).not.toMatch(/canarydeploy|canaryimport/)
  // nothing is missing then
  const check = { teamId: TEAM, windows: 1_000, paceMs: 0, mode: 'report' } as const
  expect(await verifySlack(ctx, check, () => undefined)).toMatchObject({ missing: 0, extra: 0, stale: 0 })

  await set(world, 'index_bots=on')
  expect(await texts(world)).toContain('canarydeploy')
  expect([...(await world.indexed())].length).toBe((await world.stored()).size)
})
