import { teamId } from '@backscroll/core'
import { messagesOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { indexDirtyMessages } from '../src/flows/index/index-dirty-messages.ts'
import { aWorld } from './world/a-world.ts'
import { applied, leased } from './world/by-hand.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TS = '1790000000.000100'
const said = { type: 'message', channel: 'C0GENERAL', channel_type: 'channel', user: 'U0ADA', text: 'see <https://example.com>', ts: TS }
const { channel: _channel, channel_type: _type, ...inner } = said
const changed = (more: object, at: string) => ({
  ...said,
  subtype: 'message_changed',
  hidden: true,
  ts: at,
  message: { ...inner, ...more },
})

test('a link preview, a pin, a reply counter, a reaction and a repetition cost no embedding; other words cost one', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using opened = await looking(world.env)
  let embedded: string[] = []
  const embedder: Context['embedder'] = {
    ...opened.embedder,
    embed: (texts, purpose, signal) => {
      embedded.push(...texts)
      return opened.embedder.embed(texts, purpose, signal)
    },
  }
  const ctx: Context = { ...opened, embedder }
  const dirty = () => ctx.db.withTenant(teamId(ACME), (tx) => messagesOf(tx).countDirty())
  const embeddedBy = async (...events: Record<string, unknown>[]) => {
    embedded = []
    await applied(ctx, ...events)
    if ((await dirty()) > 0) await leased(ctx, (lease) => indexDirtyMessages(ctx, lease))
    return embedded
  }

  expect(await embeddedBy(said)).toEqual(['see https://example.com'])
  const preview = { attachments: [{ id: 1, from_url: 'https://example.com', original_url: 'https://example.com', title: 'Example' }] }
  expect(await embeddedBy(changed(preview, '1790000001.000100'))).toEqual([])
  expect(await embeddedBy(changed({ ...preview, pinned_to: ['C0GENERAL'] }, '1790000002.000100'))).toEqual([])
  const replies = { reply_count: 1, reply_users_count: 1, latest_reply: '1790000003.000100', reply_users: ['U0BOB'] }
  expect(await embeddedBy(changed({ ...preview, ...replies }, '1790000003.000100'))).toEqual([])
  expect(await embeddedBy(said, changed(preview, '1790000001.000100'))).toEqual([])
  const reaction = { type: 'reaction_added', user: 'U0BOB', reaction: 'eyes', item: { type: 'message', channel: 'C0GENERAL', ts: TS } }
  expect(await embeddedBy({ ...reaction, event_ts: '1790000004.000100' })).toEqual([])
  expect(await dirty()).toBe(0)

  const edited = { ...preview, text: 'see the other page', edited: { user: 'U0ADA', ts: '1790000005.000000' } }
  expect(await embeddedBy(changed(edited, '1790000005.000100'))).toEqual(['see the other page'])
})
