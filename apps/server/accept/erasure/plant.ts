import { randomUUID } from 'node:crypto'
import { teamId, unreachable } from '@backscroll/core'
import { answerCacheOf, answersOf, exportsOf, feedbackOf, savedAnswersOf, synonymGroupsOf } from '@backscroll/db'
import type { Context } from '../../src/context.ts'
import { ACME } from '../../test/world/small-company.ts'
import type { Stage } from '../answers/stage.ts'

const TEAM = teamId(ACME)
/** Where what is to be erased is said, and by whom. */
const PLACES = {
  message: { author: 'U0EVE', channel: 'C0GENERAL', asker: 'U0ADA', asked: 'C0GENERAL' },
  thread: { author: 'U0EVE', channel: 'C0GENERAL', asker: 'U0ADA', asked: 'C0GENERAL' },
  period: { author: 'U0BOB', channel: 'C0DEAL', asker: 'U0ADA', asked: 'C0HELP' },
  channel: { author: 'U0ADA', channel: 'C0GENERAL', asker: 'U0ADA', asked: 'C0GENERAL' },
  person: { author: 'U0BOB', channel: 'C0DEAL', asker: 'U0BOB', asked: 'C0DEAL' },
  team: { author: 'U0ADA', channel: 'C0HELP', asker: 'U0ADA', asked: 'C0HELP' },
} as const

/**
 * Puts a word wherever words of a kind are kept: messages, an edit, a thread, a question, answers in other places, feedback, the cache, an export,
 * names. @returns what is to be erased.
 */
export async function plant(ctx: Context, stage: Stage, { kind, canary }: { kind: keyof typeof PLACES; canary: string }): Promise<string> {
  const { world, admin } = stage
  const { author, channel, asker, asked } = PLACES[kind]
  const fromMs = Date.now()
  const person = world.slack.as(ACME, author)
  const bot = world.slack.world.installations(ACME)[0]?.botUserId ?? ''
  const root = person.post(channel, `The regatta of ${kind} begins on Tuesday, says ${canary}.`)
  if (kind === 'message') {
    await stage.quiet()
    person.edit(channel, root.ts, `The regatta of ${kind} begins on Tuesday, as ${canary} says.`)
  } else {
    person.post(channel, `and ${canary} brings the boats`, { threadTs: root.ts })
    const edited = person.post(channel, `at first ${canary} was late`, kind === 'thread' ? { threadTs: root.ts } : {})
    await stage.quiet()
    person.edit(channel, edited.ts, `in the end ${canary} came`)
    world.slack.as(ACME, asker).post(asked, `<@${bot}> who is ${canary}?`, kind === 'thread' ? { threadTs: root.ts } : {})
  }
  await stage.quiet()
  // an answer elsewhere, to somebody else, that quotes it
  const other = world.slack.as(ACME, 'U0ADA')
  const { id: direct } = other.openDm(bot)
  other.post(direct, `when does the regatta of ${kind} begin?`)
  await stage.quiet()
  await ctx.db.withTenant(TEAM, async (tx) => {
    const key = randomUUID()
    const nowMs = Date.now()
    const [row] = await admin<{ version: string }[]>`select version from messages where channel_id = ${channel} and ts = ${root.ts}`
    const refs = [{ channelId: channel, ts: root.ts, version: BigInt(row?.version ?? 0) }]
    await answerCacheOf(tx).put({ key, value: `cached ${canary}`, refs, nowMs, expiresAtMs: nowMs + 3_600_000 })
    const [answer] = await answersOf(tx).recent(1)
    if (answer && (kind === 'person' || kind === 'team'))
      await feedbackOf(tx).put({
        answerId: answer.answerId,
        userId: author,
        verdict: 'bad',
        reason: null,
        comment: `ask ${canary}`,
        atMs: nowMs,
      })
    // what somebody notes for themselves goes with them, not with what it is about
    if (answer && (kind === 'person' || kind === 'team'))
      await savedAnswersOf(tx).put(author, { answerId: answer.answerId, note: `for ${canary}`, savedAtMs: nowMs })
    const exportId = randomUUID()
    const scope = { parts: ['messages', 'answers', 'audit', 'settings'], channelIds: null, person: null }
    await exportsOf(tx).add({ exportId, requestedBy: 'U0ADA', scope, format: 'csv', createdAtMs: nowMs })
    await ctx.enqueue('export.write', { teamId: TEAM, exportId }, { tx })
    if (kind === 'team') await synonymGroupsOf(tx).put({ groupId: 'own-canary', members: [canary, 'bird'], by: author, atMs: nowMs })
  })
  if (kind === 'channel') await admin`update channels set topic = ${canary} where channel_id = ${channel}`
  if (kind === 'person') await admin`update users set title = ${canary}, real_name = ${canary} where user_id = ${author}`
  if (kind === 'team') await admin`update teams set name = ${canary} where team_id = ${ACME}`
  await stage.quiet()
  return targetOf(kind, { channel, ts: root.ts, author, fromMs })
}

function targetOf(kind: keyof typeof PLACES, of: { channel: string; ts: string; author: string; fromMs: number }): string {
  switch (kind) {
    case 'message':
    case 'thread':
      return `${of.channel}:${of.ts}`
    case 'period':
      return `${new Date(of.fromMs).toISOString()}/${new Date(Date.now() + 1_000).toISOString()}`
    case 'channel':
      return of.channel
    case 'person':
      return of.author
    case 'team':
      return ACME
    default:
      return unreachable(kind)
  }
}
