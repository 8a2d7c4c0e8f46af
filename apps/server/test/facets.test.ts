import { channelId, type MessageTs, messageTs, teamId } from '@backscroll/core'
import { type Facets, facetsOf, messagesOf, purgeChannel } from '@backscroll/db'
import { historyMessage } from '@backscroll/slack'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { storeMessages } from '../src/flows/intake/store-messages.ts'
import { aWorld } from './world/a-world.ts'
import { applied } from './world/by-hand.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const GENERAL = channelId('C0GENERAL')
const PULL = 'https://github.com/Acme/App/pull/42'
const TEXTS = [
  'nothing to see',
  `see <${PULL}|the pull request> and <${PULL}>`,
  '<@U0BOB> and <!here> in <#C0HELP|help>, <!subteam^S0CORE>',
  'jira: <https://acme.atlassian.net/browse/OPS-7> <@U0ADA> <@U0ADA>',
]
/** What a recount over each text finds. */
const NAMED: Pick<Facets, 'links' | 'mentions'>[] = [
  { links: [], mentions: [] },
  { links: [pull('the pull request'), pull(null)], mentions: [] },
  {
    links: [],
    mentions: [
      { kind: 'broadcast', targetId: 'here' },
      { kind: 'channel', targetId: 'C0HELP' },
      { kind: 'group', targetId: 'S0CORE' },
      { kind: 'user', targetId: 'U0BOB' },
    ],
  },
  {
    links: [
      {
        url: 'https://acme.atlassian.net/browse/OPS-7',
        urlNorm: 'acme.atlassian.net/browse/OPS-7',
        kind: 'jira',
        domain: 'acme.atlassian.net',
        repo: 'OPS',
        number: 7,
        label: null,
      },
    ],
    mentions: [{ kind: 'user', targetId: 'U0ADA' }],
  },
]

function pull(label: string | null): Facets['links'][number] {
  const urlNorm = 'github.com/Acme/App/pull/42'
  return { url: PULL, urlNorm, kind: 'github_pr', domain: 'github.com', repo: 'acme/app', number: 42, label }
}

/** A message of the model: what Slack would show. */
interface Shown {
  ts: string
  text: number
  files: string[]
  reactions: Map<string, { name: string; userId: string }>
  isPinned: boolean
  replyTo: string | null
}

type Step = { kind: 'post' | 'reply' | 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'unpin'; pick: number; text: number; user: number }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('post', 'post', 'reply', 'edit', 'delete', 'react', 'react', 'react', 'unreact', 'pin', 'unpin'),
  pick: fc.nat(99),
  text: fc.nat(TEXTS.length - 1),
  user: fc.nat(2),
})

let seconds = 1_790_000_000
const PEOPLE = ['U0ADA', 'U0BOB', 'U0EVE']

/** Does the steps in the model, and says what Slack would send. */
function played(steps: readonly Step[]): { shown: Map<string, Shown>; events: Record<string, unknown>[]; ever: string[] } {
  const shown = new Map<string, Shown>()
  const events: Record<string, unknown>[] = []
  const ever: string[] = []
  const common = { type: 'message', channel: GENERAL, channel_type: 'channel' }
  for (const { kind, pick, text, user } of steps) {
    seconds += 1
    const now = `${seconds}.000100`
    const target = [...shown.values()][pick % Math.max(1, shown.size)]
    const userId = PEOPLE[user] ?? ''
    if (kind === 'post' || kind === 'reply' || !target) {
      const replyTo = kind === 'reply' && target ? (target.replyTo ?? target.ts) : null
      const message = {
        ts: now,
        text,
        files: pick % 3 === 0 ? [`F${now.slice(5, 10)}`] : [],
        reactions: new Map(),
        isPinned: false,
        replyTo,
      }
      shown.set(now, message)
      ever.push(now)
      events.push({ ...common, ...rawOf(message), ...(message.files.length > 0 ? { subtype: 'file_share' } : {}) })
    } else if (kind === 'delete') {
      shown.delete(target.ts)
      events.push({ ...common, subtype: 'message_deleted', deleted_ts: target.ts, ts: now, event_ts: now })
    } else if (kind === 'edit') {
      target.text = text
      const message = { ...rawOf(target), edited: { user: 'U0ADA', ts: `${seconds}.000000` } }
      events.push({ ...common, subtype: 'message_changed', hidden: true, message, ts: now, event_ts: now })
    } else if (kind === 'react' || kind === 'unreact') {
      const name = pick % 2 === 0 ? 'eyes' : 'tada'
      if (kind === 'react') target.reactions.set(`${name} ${userId}`, { name, userId })
      else target.reactions.delete(`${name} ${userId}`)
      const item = { type: 'message', channel: GENERAL, ts: target.ts }
      events.push({ type: kind === 'react' ? 'reaction_added' : 'reaction_removed', user: userId, reaction: name, item, event_ts: now })
    } else {
      target.isPinned = kind === 'pin'
      const item = { type: 'message', channel: GENERAL, message: { ts: target.ts } }
      events.push({ type: kind === 'pin' ? 'pin_added' : 'pin_removed', channel_id: GENERAL, item, event_ts: now })
    }
  }
  return { shown, events, ever }
}

/** The message as Slack writes it. */
function rawOf({ ts, text, files, reactions, isPinned, replyTo }: Shown): Record<string, unknown> {
  const named = Map.groupBy(reactions.values(), ({ name }) => name)
  const counted = [...named].map(([name, same]) => ({ name, users: same.map(({ userId }) => userId), count: same.length }))
  return {
    type: 'message',
    ts,
    user: 'U0ADA',
    text: TEXTS[text],
    ...(files.length > 0
      ? { files: files.map((id) => ({ id, title: 'Plan', name: 'plan.pdf', mimetype: 'application/pdf', size: 9 })) }
      : {}),
    ...(counted.length > 0 ? { reactions: counted } : {}),
    ...(isPinned ? { pinned_to: [GENERAL] } : {}),
    ...(replyTo ? { thread_ts: replyTo } : {}),
  }
}

/** What a recount over the payloads of what Slack shows comes to. */
function recounted(shown: ReadonlyMap<string, Shown>): Facets[] {
  return [...shown.values()].map(({ ts, text, files, reactions, isPinned }) => {
    const replies = [...shown.values()].filter(({ replyTo }) => replyTo === ts)
    const latestReplyTs =
      replies
        .map((reply) => reply.ts)
        .sort()
        .at(-1) ?? ''
    return {
      channelId: GENERAL,
      ts,
      isPinned,
      reactions: [...reactions.values()].sort((a, b) => (`${a.name} ${a.userId}` < `${b.name} ${b.userId}` ? -1 : 1)),
      ...(NAMED[text] ?? { links: [], mentions: [] }),
      files: files.map((fileId) => ({ fileId, title: 'Plan', name: 'plan.pdf', mime: 'application/pdf', state: 'metadata' as const })),
      thread: replies.length > 0 ? { replies: replies.length, people: 1, latestReplyTs } : null,
    }
  })
}

const stored = (ctx: Context, ever: readonly string[]) =>
  ctx.db.withTenant(TEAM, (tx) => facetsOf(tx).of(ever.map((ts) => ({ channelId: GENERAL, ts }))))

describe('what hangs on messages', () => {
  test('in any order of deliveries, each twice, every figure equals a recount over what Slack shows', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    const cases = fc
      .array(step, { minLength: 3, maxLength: 25 })
      .chain((steps) => fc.tuple(fc.constant(steps), fc.infiniteStream(fc.nat())))
    await fc.assert(
      fc.asyncProperty(cases, async ([steps, random]) => {
        const { shown, events, ever } = played(steps)
        const order = [...events, ...events].map((event) => ({ event, key: Number(random.next().value) })).sort((a, b) => a.key - b.key)
        const counts = await applied(ctx, ...order.map(({ event }) => event))
        expect(counts.setAside).toBe(0)
        expect(await stored(ctx, ever)).toEqual(recounted(shown))
      }),
      { numRuns: 25 },
    )
  })

  test('reading the history again mends what lost deliveries left behind, and takes back nothing newer', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    const { shown, events, ever } = played([
      { kind: 'post', pick: 0, text: 1, user: 0 },
      { kind: 'react', pick: 0, text: 0, user: 0 },
      { kind: 'pin', pick: 0, text: 0, user: 0 },
      { kind: 'react', pick: 0, text: 0, user: 1 },
      { kind: 'unreact', pick: 0, text: 0, user: 0 },
      { kind: 'unpin', pick: 0, text: 0, user: 0 },
    ])
    await applied(ctx, ...events.slice(0, 3)) // the second half is lost
    const seenAt = BigInt(seconds) * 1_000_000n + 500_000n
    const page = [...shown.values()].map((message) => historyMessage(GENERAL, rawOf(message), 'backfill', undefined, seenAt))
    const item = { type: 'message', channel: GENERAL, ts: ever[0] }
    const later = { type: 'reaction_added', user: 'U0EVE', reaction: 'tada', item, event_ts: `${seconds + 5}.000000` }
    await applied(ctx, later)
    await ctx.db.withTenant(TEAM, (tx) =>
      storeMessages(
        ctx,
        tx,
        TEAM,
        page.flatMap((change) => change ?? []),
      ),
    )
    shown.get(ever[0] ?? '')?.reactions.set('tada U0EVE', { name: 'tada', userId: 'U0EVE' })
    expect(await stored(ctx, ever)).toEqual(recounted(shown))
  })

  test('nothing that hung on a message is left when it is deleted or its channel is purged', async () => {
    await using world = await aWorld()
    await world.server.stop()
    await using ctx = await looking(world.env)
    const everything: Step[] = [1, 2].flatMap((text) => [
      { kind: 'post', pick: 0, text, user: 0 },
      { kind: 'react', pick: 0, text: 0, user: 0 },
      { kind: 'pin', pick: 0, text: 0, user: 0 },
    ])
    const { ever, events } = played([...everything, { kind: 'delete', pick: 0, text: 0, user: 0 }])
    await applied(ctx, ...events)
    const rows = async (ts: string) => {
      const tables = ['reactions', 'pins', 'mentions', 'links', 'message_files']
      const counts = await Promise.all(
        tables.map((table) => world.admin.unsafe<{ count: number }[]>(`select count(*)::int as count from ${table} where ts = '${ts}'`)),
      )
      return counts.reduce((sum, [row]) => sum + (row?.count ?? 0), 0)
    }
    expect(await rows(ever[0] ?? '')).toBe(0)
    expect(await rows(ever[1] ?? '')).toBeGreaterThan(1)
    const live = await ctx.db.withTenant(TEAM, (tx) => messagesOf(tx).thread(GENERAL, messageTs(ever[1] ?? '') as MessageTs))
    expect(live).toHaveLength(1)
    await ctx.db.withTenant(TEAM, (tx) => purgeChannel(tx, GENERAL, 1n))
    expect(await rows(ever[1] ?? '')).toBe(0)
  })
})
