import { type TeamId, userId } from '@backscroll/core'
import {
  answersOf,
  countPerson,
  dropDeadDeliveries,
  type Erasure,
  erasuresOf,
  forgetPerson,
  forgetTraces,
  retentionOf,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { dropExports } from '../exports/drop-exports.ts'
import { recountWords } from '../index/recount-words.ts'
import { takeAll } from '../retention/let-go.ts'
import { correctAnswers } from './correct-answers.ts'
import { countsAfter, finishErasure } from './finish-erasure.ts'
import { purgeIndex } from './purge-index.ts'
import { takeBackPosts } from './take-back-posts.ts'

/**
 * Takes out what one person has said, asked and judged, for good: no reading brings it back. What they say afterwards is new. Messages in
 * channels on hold stay, and the receipt says how many.
 */
export async function erasePerson(
  ctx: Context,
  { teamId, erasure }: { teamId: TeamId; erasure: Erasure },
  signal: AbortSignal,
): Promise<void> {
  const { erasureId } = erasure
  const person = userId(erasure.target)
  const countAll = () => ctx.db.withTenant(teamId, (tx) => countPerson(tx, person))
  const { counts, posts, exceptChannels } = await ctx.db.withTenant(teamId, async (tx) => {
    const posts = await answersOf(tx).postsFor(person)
    await erasuresOf(tx).start(erasureId, { ...(await countPerson(tx, person)), posts: posts.length })
    const held = [...(await retentionOf(tx).exceptions())].filter(([, { legalHold }]) => legalHold)
    const exceptChannels = held.map(([channelId]) => channelId as string)
    return { counts: (await erasuresOf(tx).get(erasureId))?.counts ?? {}, posts, exceptChannels }
  })
  const postsLeft = await takeBackPosts(ctx, teamId, posts)
  await takeAll(ctx, { teamId, scope: { userId: person, exceptChannels } }, signal)
  await ctx.db.withTenant(teamId, async (tx) => {
    await forgetPerson(tx, person)
    await forgetTraces(tx, person)
  })
  await correctAnswers(ctx, teamId, signal)
  await ctx.db.withSystem((tx) => dropDeadDeliveries(tx, teamId))
  await dropExports(ctx, teamId)
  await purgeIndex(ctx, teamId, signal)
  await recountWords(ctx, teamId)
  signal.throwIfAborted()
  await finishErasure(ctx, teamId, { erasure, counts: countsAfter(counts, { ...(await countAll()), posts: postsLeft }) })
}
