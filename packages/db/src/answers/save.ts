import { eq, ne, sql } from 'drizzle-orm'
import { answerSources, answers } from '../schema/index.ts'
import { storableJson, storableOrNull } from '../storable.ts'
import { currentTeam, queriesOf, type TenantTx } from '../tenant.ts'
import type { NewAnswer } from './answer.ts'
import { addPost } from './posts.ts'

/**
 * Stores an answer or brings it to a later state; the sources given replace those before. A message that changed or went after the answer
 * was made from it marks the answer as stale: a deletion finds the stored answer, or is found here, whichever comes first.
 * @returns `stale` says so; `retracted` when the answer has been withdrawn in the meantime, and then nothing changes.
 */
export async function saveAnswer(tx: TenantTx, answer: NewAnswer): Promise<'saved' | 'stale' | 'retracted'> {
  const { answerId, sources, ...rest } = answer
  const set = {
    ...rest,
    reason: storableOrNull(rest.reason),
    text: storableOrNull(rest.text),
    coverage: storableJson(rest.coverage),
    timings: storableJson(rest.timings),
    ...(rest.statements === undefined ? {} : { statements: storableJson(rest.statements) as NewAnswer['statements'] }),
    ...(rest.confidenceParts === undefined ? {} : { confidenceParts: storableJson(rest.confidenceParts) }),
  }
  const queries = queriesOf(tx)
  const [row] = await queries
    .insert(answers)
    .values({ ...set, answerId, teamId: currentTeam })
    .onConflictDoUpdate({ target: [answers.teamId, answers.answerId], set, setWhere: ne(answers.state, 'retracted') })
    .returning({ createdAt: answers.createdAt })
  if (!row) return 'retracted'
  await queries.delete(answerSources).where(eq(answerSources.answerId, answerId))
  if (sources.length > 0)
    await queries.insert(answerSources).values(
      sources.map(({ ordinal, channelId, ts, version, quoteHash, role, score, ranking }) => ({
        ordinal,
        channelId,
        ts,
        version,
        quoteHash,
        role,
        score,
        ranking: ranking === undefined ? null : storableJson(ranking),
        answerId,
        teamId: currentTeam,
      })),
    )
  const { postedChannelId, postedTs, ephemeral } = answer
  if (postedChannelId !== null && postedTs !== null)
    await addPost(tx, answerId, { channelId: postedChannelId, ts: postedTs, ephemeral, postedAtMs: row.createdAt })
  const carrying = sources.filter(({ role }) => role !== 'retrieved').length
  return (await isBehindItsSources(tx, answerId, carrying)) ? 'stale' : 'saved'
}

/** The lock makes a change that is under way wait for this answer, so that it sees it; one that was quicker is seen here. Locks go in the order of an ingested batch. */
async function isBehindItsSources(tx: TenantTx, answerId: string, carrying: number): Promise<boolean> {
  if (carrying === 0) return false
  const queries = queriesOf(tx)
  const there = await queries.execute<{ changed: boolean }>(sql`
    select m.deleted_at is not null or m.version > s.version as changed
    from answer_sources s join messages m on m.team_id = s.team_id and m.channel_id = s.channel_id and m.ts = s.ts
    where s.answer_id = ${answerId} and s.role <> 'retrieved'
    order by (s.channel_id || ':' || s.ts) collate "C" for share of m`)
  if (there.length === carrying && !there.some((row) => row.changed)) return false
  await queries
    .update(answers)
    .set({ staleSince: sql`date_trunc('milliseconds', clock_timestamp())` })
    .where(eq(answers.answerId, answerId))
  return true
}
