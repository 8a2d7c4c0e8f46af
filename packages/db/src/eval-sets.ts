import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
import { evalItems, evalJudgments, evalSets } from './schema/index.ts'
import { storable, storableJson } from './storable.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** How well a message answers a question: 0 to 3. The message need not be there, nor be readable for anybody. */
export interface Judgment {
  channelId: string
  ts: string
  grade: number
}

/** A question of a set. `filters` is what narrows its search, in the words of whoever asked. */
export interface EvalItem {
  itemId: string
  query: string
  mustAbstain: boolean
  filters: unknown
  judgments: Judgment[]
}

export interface EvalSet {
  setId: string
  ownerId: string
  name: string
  createdAtMs: number
}

const ROWS_PER_STATEMENT = 500

/** Sets of questions by which search is judged. A set is its owner's alone: for anybody else it is not there. */
export const evalSetsOf = (tx: TenantTx) => ({
  /** The last of two judgments of one message counts. */
  async create(set: EvalSet, items: readonly EvalItem[]): Promise<void> {
    const { setId, ownerId, name, createdAtMs } = set
    await queriesOf(tx)
      .insert(evalSets)
      .values({ teamId: currentTeam, setId, ownerId, name: storable(name), createdAt: createdAtMs })
    const rows = items.map(({ itemId, query, mustAbstain, filters }, ordinal) => ({
      teamId: currentTeam,
      itemId,
      setId,
      ordinal,
      query: storable(query),
      mustAbstain,
      filters: storableJson(filters),
    }))
    for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT)
      await queriesOf(tx)
        .insert(evalItems)
        .values(rows.slice(i, i + ROWS_PER_STATEMENT))
    await addJudgments(tx, items)
  },

  /** Newest first, with the number of their questions. */
  async list(ownerId: string): Promise<(EvalSet & { questions: number })[]> {
    const rows = await queriesOf(tx)
      .select({ set: evalSets, questions: count(evalItems.itemId) })
      .from(evalSets)
      .leftJoin(evalItems, and(eq(evalItems.teamId, evalSets.teamId), eq(evalItems.setId, evalSets.setId)))
      .where(eq(evalSets.ownerId, ownerId))
      .groupBy(evalSets.teamId, evalSets.setId)
      .orderBy(desc(evalSets.createdAt), desc(evalSets.setId))
    return rows.map((row) => ({ ...toSet(row.set), questions: row.questions }))
  },

  /** A set with its questions in their order, their judgments by message; null when it is not this person's. */
  async get(setId: string, ownerId: string): Promise<(EvalSet & { items: EvalItem[] }) | null> {
    const [set] = await queriesOf(tx)
      .select()
      .from(evalSets)
      .where(and(eq(evalSets.setId, setId), eq(evalSets.ownerId, ownerId)))
    if (!set) return null
    const items = await queriesOf(tx).select().from(evalItems).where(eq(evalItems.setId, setId)).orderBy(asc(evalItems.ordinal))
    const judged = await queriesOf(tx)
      .select({ judgment: evalJudgments })
      .from(evalJudgments)
      .innerJoin(evalItems, and(eq(evalItems.teamId, evalJudgments.teamId), eq(evalItems.itemId, evalJudgments.itemId)))
      .where(eq(evalItems.setId, setId))
      .orderBy(asc(evalJudgments.channelId), asc(evalJudgments.ts))
    const byItem = Map.groupBy(judged, ({ judgment }) => judgment.itemId)
    return {
      ...toSet(set),
      items: items.map(({ itemId, query, mustAbstain, filters }) => ({
        itemId,
        query,
        mustAbstain,
        filters,
        judgments: (byItem.get(itemId) ?? []).map(({ judgment: { channelId, ts, grade } }) => ({ channelId, ts, grade })),
      })),
    }
  },

  /** With its questions, judgments and evaluations. @returns false when it is not this person's. */
  async remove(setId: string, ownerId: string): Promise<boolean> {
    const removed = await queriesOf(tx)
      .delete(evalSets)
      .where(and(eq(evalSets.setId, setId), eq(evalSets.ownerId, ownerId)))
      .returning({ setId: evalSets.setId })
    return removed.length > 0
  },

  /** Adds a question as the last one of a set that the caller has seen to be the person's. One that stands there word for word gets these judgments. */
  async addItem(setId: string, item: EvalItem): Promise<void> {
    const { itemId, query, mustAbstain, filters } = item
    const queries = queriesOf(tx)
    await queries.select({ setId: evalSets.setId }).from(evalSets).where(eq(evalSets.setId, setId)).for('no key update')
    const known = await queries.select().from(evalItems).where(eq(evalItems.setId, setId))
    const same = known.find((each) => each.query === storable(query))
    if (same) return evalSetsOf(tx).replaceJudgments([{ itemId: same.itemId, judgments: item.judgments }])
    const ordinal = Math.max(-1, ...known.map((each) => each.ordinal)) + 1
    await queries
      .insert(evalItems)
      .values({ teamId: currentTeam, itemId, setId, ordinal, query: storable(query), mustAbstain, filters: storableJson(filters) })
    await addJudgments(tx, [item])
  },

  /** Replaces the judgments of these questions; the caller has seen that they are of one set of the person. */
  async replaceJudgments(items: readonly { itemId: string; judgments: readonly Judgment[] }[]): Promise<void> {
    const ids = items.map(({ itemId }) => itemId)
    await queriesOf(tx).delete(evalJudgments).where(inArray(evalJudgments.itemId, ids))
    await addJudgments(tx, items)
  },
})

async function addJudgments(tx: TenantTx, items: readonly { itemId: string; judgments: readonly Judgment[] }[]): Promise<void> {
  const rows = new Map(
    items.flatMap(({ itemId, judgments }) =>
      judgments.map(
        ({ channelId, ts, grade }) => [`${itemId}:${channelId}:${ts}`, { teamId: currentTeam, itemId, channelId, ts, grade }] as const,
      ),
    ),
  )
  const all = [...rows.values()]
  for (let i = 0; i < all.length; i += ROWS_PER_STATEMENT)
    await queriesOf(tx)
      .insert(evalJudgments)
      .values(all.slice(i, i + ROWS_PER_STATEMENT))
}

const toSet = ({ setId, ownerId, name, createdAt }: typeof evalSets.$inferSelect): EvalSet => ({
  setId,
  ownerId,
  name,
  createdAtMs: createdAt,
})
