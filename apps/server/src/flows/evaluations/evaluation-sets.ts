import { randomUUID } from 'node:crypto'
import { type EvaluationSet, type NewEvaluationSet, type NewJudgments, narrowingObject } from '@backscroll/contracts'
import { ConflictError, InvalidRequestError, linkedMessage, NotFoundError } from '@backscroll/core'
import { type EvalItem, type EvalSet, evalSetsOf, type Judgment, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'

type GivenJudgments = NewJudgments['items'][number]['judgments']

/** Of one person. */
const MOST_SETS = 100

/** Stores questions with judgments. A message that is judged is not looked for: whether it is there must not show. */
export async function createEvaluationSet(ctx: Context, caller: Caller, given: NewEvaluationSet): Promise<EvaluationSet> {
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    if ((await evalSetsOf(tx).list(caller.userId)).length >= MOST_SETS)
      throw new ConflictError(`There may be ${MOST_SETS} sets at most. Delete one that is not needed any more.`)
    const home = await teamUrl(tx)
    const set = { setId: randomUUID(), ownerId: caller.userId, name: given.name, createdAtMs: ctx.clock.nowMs() }
    const items = given.items.map(({ query, mustAbstain, filters, judgments }, at) => ({
      itemId: randomUUID(),
      query,
      mustAbstain,
      filters,
      judgments: judgmentsOf(judgments, home, `/items/${at}/judgments`),
    }))
    await evalSetsOf(tx).create(set, items)
    await audited(tx, caller, { action: 'evaluation-set.created', target: set.setId, atMs: set.createdAtMs })
    return shownSet(await ownSet(tx, caller, set.setId))
  })
}

/** The caller's sets, newest first. */
export async function listEvaluationSets(ctx: Context, { teamId, userId }: Caller) {
  const sets = await ctx.db.withTenant(teamId, (tx) => evalSetsOf(tx).list(userId))
  const data = sets.map((set) => ({ ...named(set), questions: set.questions }))
  return { data, nextCursor: null, hasMore: false as const }
}

/** @throws NotFoundError also for a set of somebody else. */
export const readEvaluationSet = (ctx: Context, caller: Caller, setId: string): Promise<EvaluationSet> =>
  ctx.db.withTenant(caller.teamId, async (tx) => shownSet(await ownSet(tx, caller, setId)))

/** With its judgments and evaluations. @throws NotFoundError */
export async function deleteEvaluationSet(ctx: Context, caller: Caller, setId: string): Promise<void> {
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    if (!(await evalSetsOf(tx).remove(setId, caller.userId))) throw new NotFoundError(NO_SET)
    await audited(tx, caller, { action: 'evaluation-set.deleted', target: setId, atMs: ctx.clock.nowMs() })
  })
}

/** Replaces the judgments of the questions that are named; the others keep theirs. @throws NotFoundError or InvalidRequestError */
export async function putJudgments(ctx: Context, caller: Caller, setId: string, given: NewJudgments): Promise<EvaluationSet> {
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const known = new Set((await ownSet(tx, caller, setId)).items.map(({ itemId }) => itemId))
    const home = await teamUrl(tx)
    const foreign = given.items.flatMap(({ itemId }, at) =>
      known.has(itemId) ? [] : [{ pointer: `/items/${at}/itemId`, detail: `The set has no question ${itemId}.` }],
    )
    if (foreign.length > 0) throw new InvalidRequestError(foreign)
    const items = given.items.map(({ itemId, judgments }, at) => ({
      itemId,
      judgments: judgmentsOf(judgments, home, `/items/${at}/judgments`),
    }))
    await evalSetsOf(tx).replaceJudgments(items)
    await audited(tx, caller, { action: 'evaluation-set.judged', target: setId, atMs: ctx.clock.nowMs() })
    return shownSet(await ownSet(tx, caller, setId))
  })
}

const NO_SET = 'There is no such set.'

async function ownSet(tx: TenantTx, { userId }: Caller, setId: string): Promise<EvalSet & { items: EvalItem[] }> {
  const set = await evalSetsOf(tx).get(setId, userId)
  if (!set) throw new NotFoundError(NO_SET)
  return set
}

/** Where permalinks of this workspace begin. */
const teamUrl = async (tx: TenantTx): Promise<string> => (await teamsOf(tx).get())?.url ?? ''

/** @throws InvalidRequestError for a permalink of another workspace, and for two judgments of one message. */
function judgmentsOf(given: GivenJudgments, home: string, pointer: string): Judgment[] {
  const judged = new Map<string, Judgment>()
  for (const [at, { message, grade }] of given.entries()) {
    const place = 'permalink' in message ? linkedMessage(message.permalink, home) : message
    if (!place) throw wrong(`${pointer}/${at}/message/permalink`, 'The permalink does not lead to a message of this workspace.')
    const key = `${place.channelId}:${place.ts}`
    if (judged.has(key)) throw wrong(`${pointer}/${at}/message`, 'The message is judged twice.')
    judged.set(key, { channelId: place.channelId, ts: place.ts, grade })
  }
  return [...judged.values()]
}

const wrong = (pointer: string, detail: string): InvalidRequestError => new InvalidRequestError([{ pointer, detail }])

const named = ({ setId, name, createdAtMs }: EvalSet) => ({ id: setId, name, createdAt: new Date(createdAtMs).toISOString() })

const shownSet = (set: EvalSet & { items: EvalItem[] }): EvaluationSet => ({
  ...named(set),
  questions: set.items.length,
  items: set.items.map(({ itemId, query, mustAbstain, filters, judgments }) => ({
    id: itemId,
    query,
    mustAbstain,
    filters: narrowingObject.parse(filters),
    judgments,
  })),
})
