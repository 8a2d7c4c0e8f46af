import { type MessageKey, messagesOf } from '@backscroll/db'
import postgres from 'postgres'
import type { Environment } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { visibleChannels } from '../../src/flows/channels/visible-channels.ts'
import { questionOf, READERS, TEAM } from './search-world.ts'

/** What somebody would build without a search index: PostgreSQL's own text search over the same messages. */
export interface Baseline {
  /** Asks question `n` in the asker's channels; milliseconds. */
  keywords: (n: number) => Promise<number>
  /** The same in every channel: without access control. */
  everywhere: (n: number) => Promise<number>
  /** Reciprocal ranks of text search and of pgvector; null where the server has no pgvector. */
  hybrid: ((n: number) => Promise<number>) | null
  /** Server and, where it is there, pgvector. */
  version: string
  close(): Promise<void>
}

const PAGE = 5_000

/**
 * Copies the messages into a table with a stored tsvector, a GIN index and an index on the channel, on the server at BENCH_PG_URL, else on
 * the embedded one of the run, and lets it settle (analyze). The table goes away with `close`.
 */
export async function openBaseline(ctx: Context, env: Environment): Promise<Baseline> {
  const sql = postgres(env.BENCH_PG_URL ?? env.DATABASE_URL ?? '', { max: 4, onnotice() {} })
  const channels = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, READERS))
  await sql`drop table if exists bench_messages`
  await sql`create table bench_messages (channel_id text not null, ts text not null, text text not null,
    words tsvector generated always as (to_tsvector('english', text)) stored, primary key (channel_id, ts))`
  const vectorVersion = await pgvector(sql)
  if (vectorVersion) await sql.unsafe(`alter table bench_messages add column vector vector(${ctx.embedder.dimensions})`)
  await copy(ctx, sql, vectorVersion !== null)
  await sql`create index on bench_messages using gin (words)`
  if (vectorVersion) await sql.unsafe(`create index on bench_messages using hnsw (vector vector_cosine_ops)`)
  await sql`vacuum analyze bench_messages`
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`
  const timed = (query: (n: number) => Promise<unknown>) => async (n: number) => {
    const startedMs = performance.now()
    await query(n)
    return performance.now() - startedMs
  }
  return {
    keywords: timed(
      (n) => sql`
      select channel_id, ts, text, ts_rank(words, query) as rank from bench_messages, to_tsquery('english', ${anyWord(n)}) query
      where words @@ query and channel_id = any(${[...channels]}) order by rank desc limit 50`,
    ),
    everywhere: timed(
      (n) => sql`
      select channel_id, ts, text, ts_rank(words, query) as rank from bench_messages, to_tsquery('english', ${anyWord(n)}) query
      where words @@ query order by rank desc limit 50`,
    ),
    hybrid: vectorVersion
      ? timed(async (n) => {
          const [vector] = await ctx.embedder.embed([questionOf(n)], 'query')
          return sql`
            with k as (
              select channel_id, ts, row_number() over (order by ts_rank(words, query) desc) as at from bench_messages, to_tsquery('english', ${anyWord(n)}) query
              where words @@ query and channel_id = any(${[...channels]}) order by ts_rank(words, query) desc limit 50),
            v as (
              select channel_id, ts, row_number() over (order by vector <=> ${written(vector)}::vector) as at from bench_messages
              where channel_id = any(${[...channels]}) order by vector <=> ${written(vector)}::vector limit 50)
            select channel_id, ts, m.text, coalesce(1.0 / (60 + k.at), 0) + coalesce(1.0 / (60 + v.at), 0) as score
            from k full join v using (channel_id, ts) join bench_messages m using (channel_id, ts) order by score desc limit 10`
        })
      : null,
    version: `PostgreSQL ${server?.version}${vectorVersion ? `, pgvector ${vectorVersion}` : ', no pgvector'}`,
    async close() {
      await sql`drop table if exists bench_messages`
      await sql.end({ timeout: 5 })
    },
  }
}

const anyWord = (n: number): string => (questionOf(n).match(/[\p{L}\p{N}]+/gu) ?? []).join(' | ')
const written = (vector: Float32Array | undefined): string => `[${[...(vector ?? [])].join(',')}]`

async function pgvector(sql: postgres.Sql): Promise<string | null> {
  const [known] = await sql<{ version: string }[]>`select default_version as version from pg_available_extensions where name = 'vector'`
  if (!known) return null
  await sql`create extension if not exists vector`
  return known.version
}

async function copy(ctx: Context, sql: postgres.Sql, withVectors: boolean): Promise<void> {
  const pageAfter = (last: MessageKey | null) => ctx.db.withTenant(TEAM, (tx) => messagesOf(tx).indexablePage(last, PAGE))
  for (let page = await pageAfter(null); page.length > 0; page = await pageAfter(page.at(-1) ?? null)) {
    const vectors = withVectors
      ? await ctx.embedder.embed(
          page.map(({ text }) => text),
          'document',
        )
      : []
    const columns = [page.map((row) => row.channelId), page.map((row) => row.ts), page.map((row) => row.text)] as const
    if (withVectors)
      await sql.unsafe(
        'insert into bench_messages (channel_id, ts, text, vector) select c, t, x, v::vector from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as r(c, t, x, v)',
        [...columns, vectors.map(written)] as never,
      )
    else
      await sql`insert into bench_messages (channel_id, ts, text) select * from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[])`
  }
}
