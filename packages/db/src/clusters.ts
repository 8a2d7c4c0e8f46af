import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Question, toQuestion } from './questions.ts'
import { questionClusters, questions } from './schema/index.ts'
import { storable } from './storable.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Where a cluster stands. */
export type ClusterState = (typeof questionClusters.$inferSelect)['state']

/** Questions that ask the same and got no good answer. `label` is one of them, untrusted; `size` and `lastAtMs` are counted. */
export interface QuestionCluster {
  clusterId: string
  label: string
  state: ClusterState
  /** Who has taken it. */
  ownerId: string | null
  /** The message that answers it. */
  resolvedBy: { channelId: string; ts: string } | null
  size: number
  lastAtMs: number
}

/** What is done about a cluster; what is left out stays. */
export interface ClusterChange {
  state: ClusterState
  ownerId?: string | null
  resolvedBy?: { channelId: string; ts: string } | null
}

/** Clusters of questions without a good answer. */
export const clustersOf = (tx: TenantTx) => ({
  /** Creates a cluster, or gives it another label; nothing else of a known one changes. It is listed once it has a question. */
  async put(cluster: { clusterId: string; label: string; atMs: number }): Promise<void> {
    const { clusterId, atMs } = cluster
    const label = storable(cluster.label)
    await queriesOf(tx)
      .insert(questionClusters)
      .values({ teamId: currentTeam, clusterId, label, createdAt: atMs })
      .onConflictDoUpdate({ target: [questionClusters.teamId, questionClusters.clusterId], set: { label } })
  },

  /** Moves questions into a cluster, out of the one they were in; null takes them out. Clusters that have none left are forgotten. */
  async assign(questionIds: readonly string[], clusterId: string | null): Promise<void> {
    if (questionIds.length === 0) return
    const queries = queriesOf(tx)
    const ids = sql`${arrayOf([...new Set(questionIds)].sort(), 'text')}::uuid[]`
    const left = await queries.execute<{ clusterId: string }>(sql`
      select distinct cluster_id as "clusterId" from questions
      where question_id = any(${ids}) and cluster_id is not null and cluster_id is distinct from ${clusterId}::uuid`)
    await queries.update(questions).set({ clusterId }).where(sql`${questions.questionId} = any(${ids})`)
    if (left.length === 0) return
    await queries.delete(questionClusters).where(
      and(
        inArray(
          questionClusters.clusterId,
          left.map((row) => row.clusterId),
        ),
        sql`not exists (select 1 from questions q where q.team_id = ${questionClusters.teamId} and q.cluster_id = ${questionClusters.clusterId})`,
      ),
    )
  },

  /** @returns false when the cluster is not known. */
  async setState(clusterId: string, change: ClusterChange): Promise<boolean> {
    const { state, ownerId, resolvedBy } = change
    const changed = await queriesOf(tx)
      .update(questionClusters)
      .set({
        state,
        ...(ownerId === undefined ? {} : { ownerId }),
        ...(resolvedBy === undefined ? {} : { resolvedChannelId: resolvedBy?.channelId ?? null, resolvedTs: resolvedBy?.ts ?? null }),
      })
      .where(eq(questionClusters.clusterId, clusterId))
      .returning({ id: questionClusters.clusterId })
    return changed.length > 0
  },

  /** Clusters in any of these states, default all; the most asked first, then the newest. */
  async list({ states, limit }: { states?: readonly ClusterState[]; limit: number }): Promise<QuestionCluster[]> {
    const wanted = states ? sql`c.state = any(${arrayOf(states, 'text')})` : sql`true`
    const rows = await queriesOf(tx).execute<ClusterRow>(sql`
      select c.cluster_id as "clusterId", c.label, c.state, c.owner_id as "ownerId", c.resolved_channel_id as "channelId", c.resolved_ts as ts,
        q.size, floor(extract(epoch from q.last_at) * 1000)::bigint::text as "lastAtMs"
      from question_clusters c
      join (select team_id, cluster_id, count(*)::int as size, max(created_at) as last_at from questions
        where cluster_id is not null group by team_id, cluster_id) q on q.team_id = c.team_id and q.cluster_id = c.cluster_id
      where ${wanted} order by q.size desc, q.last_at desc, c.cluster_id limit ${limit}`)
    return rows.map(({ channelId, ts, lastAtMs, ...row }) => ({
      ...row,
      lastAtMs: Number(lastAtMs),
      resolvedBy: channelId !== null && ts !== null ? { channelId, ts } : null,
    }))
  },

  /** The newest questions of each of these clusters, newest first. */
  async newestIn(clusterIds: readonly string[], each: number): Promise<Question[]> {
    if (clusterIds.length === 0) return []
    const ids = await queriesOf(tx).execute<{ id: string }>(sql`
      select q.question_id as id from unnest(${arrayOf([...clusterIds], 'text')}::uuid[]) as c(id) cross join lateral (
        select question_id from questions where team_id = current_setting('app.team_id') and cluster_id = c.id
        order by created_at desc, question_id desc limit ${each}) q`)
    if (ids.length === 0) return []
    const rows = await queriesOf(tx)
      .select()
      .from(questions)
      .where(
        inArray(
          questions.questionId,
          ids.map(({ id }) => id),
        ),
      )
      .orderBy(sql`${questions.createdAt} desc, ${questions.questionId} desc`)
    return rows.map(toQuestion)
  },

  /** The questions of a cluster, newest first. */
  async questionsIn(clusterId: string, limit: number): Promise<Question[]> {
    const rows = await queriesOf(tx)
      .select()
      .from(questions)
      .where(eq(questions.clusterId, clusterId))
      .orderBy(sql`${questions.createdAt} desc, ${questions.questionId} desc`)
      .limit(limit)
    return rows.map(toQuestion)
  },
})

type ClusterRow = Omit<QuestionCluster, 'resolvedBy' | 'lastAtMs'> & { channelId: string | null; ts: string | null; lastAtMs: string }
