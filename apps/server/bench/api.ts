import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { teamId, userId } from '@backscroll/core'
import { loginSessionsOf, openDb } from '@backscroll/db'
import postgres from 'postgres'
import { scratchPostgres } from '../accept/scratch.ts'
import { hashOfSession, mintSession } from '../src/flows/access/session-secret.ts'
import { openLog, start } from '../src/index.ts'
import { freePort } from '../test/world/free-port.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { APP_ID } from '../test/world/small-company.ts'
import { percentile } from './percentile.ts'

const TEAM = teamId('T0BENCH')
const CHANNELS = 5_000
const ANSWERS = 100_000
const WARM_UP = 5
const CALLS = 60
/** Every list of the API with the filters that cost most. */
const LISTS: Readonly<Record<string, string>> = {
  channels: '/v1/channels',
  channelsByMessages: '/v1/channels?sort=messages&limit=500',
  channelsByLast: '/v1/channels?sort=last',
  channelsReady: '/v1/channels?status=ready&search=chan-4',
  answers: '/v1/answers',
  answersOfAsker: '/v1/answers?asker=U0000007',
  answersUnanswered: '/v1/answers?unanswered=yes&limit=200',
  answersDisliked: '/v1/answers?feedback=bad',
  answersByModel: '/v1/answers?model=command-a&surface=command',
  answerModels: '/v1/answers/models',
  answersSaved: '/v1/answers/saved',
  history: '/v1/answers/mine',
  readable: '/v1/channels/readable?name=an-49',
  people: '/v1/people/known?name=user%201',
  clusters: '/v1/clusters',
  audit: '/v1/audit?limit=200',
  auditByAction: '/v1/audit?action=channel.excluded',
  members: '/v1/members',
  sessions: '/v1/sessions',
  evaluationSets: '/v1/evaluations/sets',
  exports: '/v1/exports',
  erasures: '/v1/erasures',
}

/** Every list of the API over one workspace with `rows` messages in 5,000 channels and 100,000 answers: p95 per list in milliseconds, one call at a time. */
export async function benchApi(rows: number) {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const port = await freePort()
  const env = { ...serverEnvironment({ databaseUrl: database.url, port, slackUrl: 'http://127.0.0.1:9', dataDir }), LOG_LEVEL: 'error' }
  const running = await start('api', env, { log: openLog('silent') })
  try {
    const startedMs = performance.now()
    const admin = postgres(database.adminUrl, { max: 1, onnotice() {} })
    await fill(admin, rows)
    await admin.end({ timeout: 5 })
    const loadSeconds = Math.round((performance.now() - startedMs) / 1_000)
    const cookie = await signedIn(database.url)
    const lists: Record<string, { p50Ms: number; p95Ms: number; rows: number }> = {}
    for (const [name, address] of Object.entries(LISTS)) lists[name] = await measure(`http://127.0.0.1:${port}${address}`, cookie)
    const p95Ms = Math.max(...Object.values(lists).map((list) => list.p95Ms))
    return { rows, channels: CHANNELS, answers: ANSWERS, loadSeconds, lists, p95Ms }
  } finally {
    await running.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measure(address: string, cookie: string): Promise<{ p50Ms: number; p95Ms: number; rows: number }> {
  const taken: number[] = []
  let rows = 0
  for (let n = 0; n < WARM_UP + CALLS; n += 1) {
    const startedMs = performance.now()
    const response = await fetch(address, { headers: { cookie } })
    if (response.status === 429) {
      // a person may call only so often: this one waits, and asks again
      await wait(1_000 * Number(response.headers.get('retry-after') ?? 1))
      n -= 1
      continue
    }
    const body = (await response.json()) as { data?: unknown[] }
    if (n >= WARM_UP) taken.push(performance.now() - startedMs)
    if (response.status !== 200 || !body.data) throw new Error(`${address} answered ${response.status}`)
    rows = body.data.length
  }
  return { p50Ms: percentile(taken, 0.5), p95Ms: percentile(taken, 0.95), rows }
}

async function signedIn(databaseUrl: string): Promise<string> {
  const db = openDb({ url: databaseUrl, poolSize: 1 })
  const [secret, nowMs] = [mintSession(), Date.now()]
  const session = { sessionHash: hashOfSession(secret), userId: userId('U0000001'), createdAtMs: nowMs, expiresAtMs: nowMs + 3_600_000 }
  await db.withTenant(TEAM, (tx) => loginSessionsOf(tx).open({ ...session, ipHash: null, userAgent: 'bench' }))
  await db.close()
  return `backscroll_session=${secret}`
}

/** A workspace, by statements of Postgres alone: what is measured is reading. */
async function fill(admin: postgres.Sql, rows: number): Promise<void> {
  const id = (n: string) => `('00000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
  await admin.unsafe(`
    insert into teams (team_id, name, domain, url, state) values ('${TEAM}', 'bench', 'bench', 'https://bench.slack.com/', 'active');
    insert into installations (team_id, app_id, bot_user_id, bot_token, key_id, scopes, installer_user_id, transport, installed_at)
      values ('${TEAM}', '${APP_ID}', 'U0BOT', 'x', 'k1', '{}', 'U0000001', 'http', now());
    insert into users (team_id, user_id, username, real_name, display_name, tz, is_bot, is_admin, is_owner, is_restricted, is_ultra_restricted, updated_at)
      select '${TEAM}', 'U' || lpad(n::text, 7, '0'), 'user' || n, 'User ' || n, '', 'Europe/Berlin', false, n = 1, n = 1, false, false, now()
      from generate_series(1, 2000) n;
    insert into team_members (team_id, user_id, role, granted_by, granted_at)
      select '${TEAM}', 'U' || lpad(n::text, 7, '0'), case when n = 1 then 'owner' else 'member' end, 'U0000001', now() from generate_series(1, 500) n;
    insert into channels (team_id, channel_id, name, is_private, is_archived, is_general, is_ext_shared, is_org_shared, topic, purpose, member_count,
        policy, bot_is_member)
      select '${TEAM}', 'C' || lpad(n::text, 7, '0'), 'chan-' || n, n % 10 = 0, false, false, false, false, '', '', 5,
        case when n % 7 = 0 then 'pending' when n % 11 = 0 then 'excluded' else 'allowed' end, n % 13 <> 0 from generate_series(1, ${CHANNELS}) n;
    insert into channel_members (team_id, channel_id, user_id, since)
      select '${TEAM}', 'C' || lpad(n::text, 7, '0'), 'U' || lpad((1 + (n + k * 37) % 2000)::text, 7, '0'), now()
      from generate_series(1, ${CHANNELS}) n, generate_series(1, 5) k on conflict do nothing;
    insert into sync_watermarks (team_id, channel_id, pages_done, from_ts, started_at, threads)
      select '${TEAM}', 'C' || lpad(n::text, 7, '0'), n % 5 <> 0, '0.000000', now(), 'all' from generate_series(1, ${CHANNELS}) n;
    insert into messages (team_id, channel_id, ts, user_id, kind, version, indexed_version, file_count, source)
      select '${TEAM}', 'C' || lpad((1 + n % ${CHANNELS})::text, 7, '0'), (1700000000 + n)::text || '.000100', 'U0000001', 'message', 1, 1, 0, 'backfill'
      from generate_series(1, ${rows}) n;
    insert into questions (team_id, question_id, asker_id, surface, channel_id, text, dedupe_key, created_at)
      select '${TEAM}', ${id('n')}, 'U' || lpad((1 + n % 1000)::text, 7, '0'), 'command', 'C' || lpad((1 + n % ${CHANNELS})::text, 7, '0'),
        'where is <@U0000002> and the thing number ' || n || '?', 'd' || n, now() - n * interval '20 seconds' from generate_series(1, ${ANSWERS}) n;
    insert into answers (team_id, answer_id, question_id, state, reason, text, ephemeral, cost_micro_usd, model, timings, created_at)
      select team_id, question_id, question_id, (array['answered', 'answered', 'nothing_found', 'not_confident', 'failed'])[1 + right(dedupe_key, -1)::int % 5],
        null, 'text', true, 500, case when right(dedupe_key, -1)::int % 1000 = 0 then 'command-a' else 'extractive' end, '{"totalMs": 800}', created_at from questions where team_id = '${TEAM}';
    insert into answer_sources (team_id, answer_id, ordinal, channel_id, ts, version, role)
      select a.team_id, a.answer_id, k, 'C' || lpad((1 + abs(hashtext(a.answer_id::text || k)) % ${CHANNELS})::text, 7, '0'),
        '1700000001.000100', 1, case when k < 3 then 'cited' else 'retrieved' end
      from answers a, generate_series(1, 5) k where a.team_id = '${TEAM}';
    insert into feedback (team_id, answer_id, user_id, verdict, created_at)
      select team_id, answer_id, 'U0000003', case when row_number() over () % 4 = 0 then 'bad' else 'good' end, created_at
      from answers where team_id = '${TEAM}' and abs(hashtext(answer_id::text)) % 10 = 0;
    insert into saved_answers (team_id, answer_id, user_id, saved_at)
      select team_id, answer_id, 'U0000001', created_at from answers where team_id = '${TEAM}' and abs(hashtext(answer_id::text)) % 100 = 1;
    insert into question_clusters (team_id, cluster_id, label, created_at) select '${TEAM}', ${id('n')}, 'thing ' || n, now() from generate_series(1, 200) n;
    update questions set cluster_id = ${id('1 + right(dedupe_key, -1)::int % 200')} where team_id = '${TEAM}' and right(dedupe_key, -1)::int % 20 = 0;
    insert into audit_log (team_id, actor, actor_kind, action, target, created_at)
      select '${TEAM}', 'U' || lpad((1 + n % 50)::text, 7, '0'), 'user', (array['channel.allowed', 'settings.change', 'member.role', 'channel.change'])[1 + n % 4],
        'C' || lpad((1 + n % ${CHANNELS})::text, 7, '0'), now() - (100000 - n) * interval '1 minute' from generate_series(1, 100000) n;
    insert into eval_sets (team_id, set_id, owner_id, name, created_at) select '${TEAM}', ${id('n')}, 'U0000001', 'set ' || n, now() from generate_series(1, 50) n;
  `)
  await admin`vacuum analyze`
}
