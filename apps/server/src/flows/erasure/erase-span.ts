import { type ErasedSpan, type SpanTarget, spanOf, type TeamId, targetFrom } from '@backscroll/core'
import {
  answersOf,
  countPerson,
  countSpan,
  dropDeadDeliveries,
  type Erasure,
  erasedSpansOf,
  forgetAskedInSpan,
  forgetPerson,
  forgetTraces,
  retentionOf,
  type TenantTx,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { dropExports } from '../exports/drop-exports.ts'
import { recountWords } from '../index/recount-words.ts'
import { takeAll } from '../retention/let-go.ts'
import { beginErasure } from './begin-erasure.ts'
import { correctAnswers } from './correct-answers.ts'
import { countsAfter, finishErasure } from './finish-erasure.ts'
import { countIndexRows, purgeIndex } from './purge-index.ts'
import { takeBackAll } from './take-back-all.ts'

/**
 * Takes out a message, a thread, a period, or what one person has said, asked and judged, for good: no reading brings it back. What is said
 * afterwards is new. Messages in channels on hold stay, and the receipt says how many.
 */
export async function eraseSpan(
  ctx: Context,
  { teamId, erasure }: { teamId: TeamId; erasure: Erasure & { kind: SpanTarget['kind'] } },
  signal: AbortSignal,
): Promise<void> {
  const { span, held } = await ctx.db.withTenant(teamId, (tx) => spanToErase(tx, erasure))
  const asked = { span }
  const countAll = async () => ({
    ...(await ctx.db.withTenant(teamId, (tx) => (span.userId === null ? countSpan(tx, span) : countPerson(tx, span.userId)))),
    ...(span.userId === null ? { index_rows: await countIndexRows(ctx, teamId, span) } : {}),
  })
  const counts = await beginErasure(ctx, { teamId, erasure }, async () => ({
    ...(await countAll()),
    posts: await ctx.db.withTenant(teamId, (tx) => answersOf(tx).countPostsOfQuestions(asked)),
  }))
  const posts = await takeBackAll(ctx, { teamId, erasure, asked }, signal)
  await takeAll(ctx, { teamId, scope: { span: { ...span, exceptChannels: held } } }, signal)
  await ctx.db.withTenant(teamId, async (tx) => {
    if (span.userId === null) return forgetAskedInSpan(tx, span)
    await forgetPerson(tx, span.userId)
    return forgetTraces(tx, span.userId)
  })
  await correctAnswers(ctx, teamId, signal)
  await ctx.db.withSystem((tx) => dropDeadDeliveries(tx, teamId))
  await dropExports(ctx, teamId)
  await purgeIndex(ctx, teamId, signal)
  await recountWords(ctx, teamId)
  signal.throwIfAborted()
  await finishErasure(ctx, teamId, { erasure, counts: countsAfter(counts, { ...(await countAll()), posts }) })
}

/** What was asked for, and every channel that was on hold then or is now. An erasure of the version before has no span yet. */
async function spanToErase(tx: TenantTx, { erasureId, kind, target, createdAtMs }: Erasure): Promise<{ span: ErasedSpan; held: string[] }> {
  if ((await erasedSpansOf(tx).get(erasureId)) === null)
    await erasedSpansOf(tx).add(erasureId, spanOf(targetFrom(kind, target) as SpanTarget, createdAtMs))
  const span = await erasedSpansOf(tx).get(erasureId)
  if (!span) throw new Error('a span that was just added is missing')
  const held = [...(await retentionOf(tx).exceptions())].flatMap(([channelId, { legalHold }]) => (legalHold ? [channelId as string] : []))
  return { span, held: [...new Set([...span.exceptChannels, ...held])] }
}
