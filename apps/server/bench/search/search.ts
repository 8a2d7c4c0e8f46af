import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { scratchPostgres } from '../../accept/scratch.ts'
import { serverEnvironment } from '../../test/world/server-environment.ts'
import { type Questions, textsOf } from './search-texts.ts'

/** What is measured. */
export interface SearchBench {
  rows: number
  /** Length of the vectors; null: what the product takes. */
  dims: number | null
  /** `postgres`: the same questions to PostgreSQL's own text search, in turn. */
  versus: 'postgres' | null
  /** `real`: random words first, as without it, then real chat and what was asked there, in a world of its own. */
  questions: Questions
}

/**
 * One team of `rows` messages in 200 private channels, loaded by the product's own path in one process; another one asks, as somebody who
 * is in 20 of them. Times are those of `searchMessages`: rights, embedding, both legs, fusion, texts and facts in Postgres, boosts.
 * `rssMb` is the memory of the asking process, writes included. Recall is that of the vector leg against an exhaustive search.
 */
export async function benchSearch(bench: SearchBench) {
  const random = await measured(bench, 'random')
  return bench.questions === 'real' ? { ...random, real: await real(bench) } : random
}

async function real(bench: SearchBench) {
  const texts = textsOf('real')
  if (!texts) return { missing: 'The real inputs are not here: ../shared/data/irc-chat and ../shared/data/eval/irc-reply are needed.' }
  return measured({ ...bench, rows: Math.min(bench.rows, texts.most) }, 'real')
}

async function measured({ rows, dims, versus }: SearchBench, questions: Questions) {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const env = {
    ...process.env,
    ...serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:9', dataDir }),
    PUBLIC_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'error',
    BENCH_QUESTIONS: questions,
    ...(dims ? { EMBEDDING_DIMENSIONS: String(dims) } : {}),
  }
  const run = async (script: string, ...args: string[]): Promise<object> => {
    const file = fileURLToPath(new URL(script, import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { env, maxBuffer: 1 << 24 })
    return JSON.parse(stdout) as object
  }
  try {
    const loaded = await run('search-load.ts', String(rows))
    await settle(database.adminUrl)
    return { rows, ...(await run('search-ask.ts', String(rows), versus ?? 'alone')), ...loaded }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** What the load has left for autovacuum and the checkpointer would be done while searches are timed. */
async function settle(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice() {} })
  await sql`vacuum analyze`
  await sql`checkpoint`
  await sql.end({ timeout: 5 })
}
