import { type Narrowing, narrowingObject, strategy } from '@backscroll/contracts'
import {
  InvalidRequestError,
  precision10,
  qualityOf,
  RetryLaterError,
  type SearchStrategy,
  type TeamId,
  type UserId,
  userId,
} from '@backscroll/core'
import { type EvalItem, type EvalResult, evalRunsOf, evalSetsOf, messagesOf, teamsOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { prepareSearch } from '../search/prepare-search.ts'
import { searchMessages } from '../search/search-messages.ts'

/** As deep as recall looks. */
const DEPTH = 100
/** A number is measured with the legs it is named for: while the index is built or the embedder is down, a run waits, so long. */
const PATIENCE_MS = 30 * 60_000
const WAIT_MS = 60_000

/**
 * Carries out an evaluation: every question with every strategy through the product's own search, in the rights that its owner has now.
 * What was done before an interruption stays. A judged message that the owner may not read counts as one that does not exist, so no score
 * tells of it.
 */
export async function runEvaluation(
  ctx: Context,
  { teamId, runId }: { teamId: TeamId; runId: string },
  signal: AbortSignal,
): Promise<void> {
  const work = await ctx.db.withTenant(teamId, async (tx) => {
    const run = await evalRunsOf(tx).get(runId)
    if (!run || run.finishedAtMs !== null) return null
    await evalRunsOf(tx).begin(runId)
    const owner = await usersOf(tx).get(run.ownerId)
    const state = (await teamsOf(tx).get())?.state
    const isThere = owner !== null && !owner.deleted && (state === 'active' || state === 'installing')
    const done = new Set((await evalRunsOf(tx).results(runId)).map(({ itemId, strategy: name }) => `${itemId}:${name}`))
    return { run, isThere, done, items: (await evalSetsOf(tx).get(run.setId, run.ownerId))?.items ?? [] }
  })
  if (!work) return
  const { run, isThere, done, items } = work
  const end = (reason: string | null) => ctx.db.withTenant(teamId, (tx) => evalRunsOf(tx).end(runId, reason, ctx.clock.nowMs()))
  if (!isThere) return end('The workspace is not connected, or the person has left it.')
  for (const item of items) {
    signal.throwIfAborted()
    const missing = run.strategies.map((name) => strategy.parse(name)).filter((name) => !done.has(`${item.itemId}:${name}`))
    if (missing.length === 0) continue
    const results = await resultsOf(ctx, { teamId, userId: userId(run.ownerId) }, item, missing)
    if (results === 'not-whole') {
      if (ctx.clock.nowMs() - run.createdAtMs > PATIENCE_MS) return end('The index could not be searched as the strategies demand.')
      throw new RetryLaterError('the index cannot be searched as the strategies demand', WAIT_MS)
    }
    await ctx.db.withTenant(teamId, (tx) => evalRunsOf(tx).save(runId, results))
  }
  await end(null)
}

interface Owner {
  teamId: TeamId
  userId: UserId
}

const NOTHING = { found: 0, ndcg10: 0, recall100: 0, mrr10: 0, precision10: 0, tookMs: 0 }

async function resultsOf(
  ctx: Context,
  owner: Owner,
  item: EvalItem,
  names: readonly SearchStrategy[],
): Promise<EvalResult[] | 'not-whole'> {
  const prepared = await prepareItem(ctx, owner, item)
  if (!prepared) return names.map((name) => ({ itemId: item.itemId, strategy: name, outcome: 'skipped', ...NOTHING }))
  const grades = await readableGrades(ctx, owner, item)
  const isJudged = [...grades.values()].some((grade) => grade > 0)
  const outcome = item.mustAbstain ? 'abstain' : isJudged ? 'judged' : 'unjudged'
  const results: EvalResult[] = []
  for (const name of names) {
    const { readers, query } = prepared
    const found = await searchMessages(ctx, { teamId: owner.teamId, readers, query, strategy: name, groupBy: 'message', limit: DEPTH })
    if (found.searched !== 'index' && query.text !== '') return 'not-whole'
    const ranked = found.results.map(({ message }) => `${message.channelId}:${message.ts}`)
    const scores = outcome === 'judged' ? { ...qualityOf(ranked, grades), precision10: precision10(ranked, grades) } : NOTHING
    results.push({ ...NOTHING, ...scores, itemId: item.itemId, strategy: name, outcome, found: ranked.length, tookMs: found.tookMs })
  }
  return results
}

/** Null when the filters of the question name something that is not there for its owner now. */
async function prepareItem(ctx: Context, owner: Owner, item: EvalItem) {
  const fields: Narrowing = narrowingObject.parse(item.filters)
  try {
    return await prepareSearch(ctx, { ...owner, text: item.query, fields })
  } catch (error) {
    if (error instanceof InvalidRequestError) return null
    throw error
  }
}

/** The judgments of messages that are there and that the owner may read, by `channel:ts`. */
async function readableGrades(ctx: Context, { teamId, userId: askerId }: Owner, { judgments }: EvalItem): Promise<Map<string, number>> {
  const readable = await ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, { askerId, audience: null })
    return messagesOf(tx).readable(judgments, visible)
  })
  const there = new Set(readable.map(({ channelId, ts }) => `${channelId}:${ts}`))
  return new Map(judgments.map(({ channelId, ts, grade }) => [`${channelId}:${ts}`, grade] as const).filter(([key]) => there.has(key)))
}
