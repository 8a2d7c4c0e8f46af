import type { TeamId } from '@backscroll/core'
import {
  answersOf,
  channelsOf,
  countChannel,
  dropDeliveries,
  type Erasure,
  forgetAskedIn,
  forgetChannelFacts,
  messagesOf,
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

const MARKERS = 2_000

/** Takes out everything that was read of a channel, asked in it, and made from it. It is read no more until an admin allows it again. */
export async function eraseChannel(
  ctx: Context,
  { teamId, erasure }: { teamId: TeamId; erasure: Erasure },
  signal: AbortSignal,
): Promise<void> {
  const { target: channelId, requestedBy } = erasure
  const countAll = async () => ({
    ...(await ctx.db.withTenant(teamId, (tx) => countChannel(tx, channelId))),
    index_rows: await countIndexRows(ctx, teamId, { channelId }),
  })
  const asked = { channelId }
  const counts = await beginErasure(ctx, { teamId, erasure }, async () => ({
    ...(await countAll()),
    posts: await ctx.db.withTenant(teamId, (tx) => answersOf(tx).countPostsOfQuestions(asked)),
  }))
  await ctx.db.withTenant(teamId, async (tx) => {
    await channelsOf(tx).setPolicy(channelId, 'excluded', requestedBy, ctx.clock.nowMs())
    await channelsOf(tx).setPurgeAt(channelId, null)
  })
  const posts = await takeBackAll(ctx, { teamId, erasure, asked }, signal)
  await takeAll(ctx, { teamId, scope: { channelId } }, signal)
  await ctx.db.withTenant(teamId, (tx) => forgetAskedIn(tx, channelId))
  await correctAnswers(ctx, teamId, signal)
  await ctx.db.withSystem((tx) => dropDeliveries(tx, { teamId, channelId }))
  await dropExports(ctx, teamId)
  await purgeIndex(ctx, teamId, signal)
  await recountWords(ctx, teamId)
  for (let gone = MARKERS; gone === MARKERS; )
    gone = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).dropMarkers({ channelId, limit: MARKERS }))
  await ctx.db.withTenant(teamId, (tx) => forgetChannelFacts(tx, channelId))
  signal.throwIfAborted()
  await finishErasure(ctx, teamId, { erasure, counts: countsAfter(counts, { ...(await countAll()), posts }) })
}
