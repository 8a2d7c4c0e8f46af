import { expect, test } from 'vitest'
import { openLog, start } from '../src/index.ts'
import { examine } from '../src/ops/doctor.ts'
import { traceOf } from '../src/telemetry/tracing.ts'
import { aWorld } from './world/a-world.ts'
import { anOtlpCollector, type SentSpan } from './world/otlp-collector.ts'
import { runVerb } from './world/run-verb.ts'
import { smallCompany } from './world/small-company.ts'

const TOKEN = 'operators-only-0123456789'
const PLANTED = /canary|xox[a-z]-|signing-secret|client-secret|operators-only|0123456789abcdef-collector/

interface Sample {
  name: string
  labels: string
  value: number
}

const samplesOf = (text: string): Sample[] =>
  text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value = ''] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    return name ? [{ name, labels, value: Number(value) }] : []
  })

const sumOf = (samples: readonly Sample[], name: string, label = ''): number =>
  samples.filter((sample) => sample.name === name && sample.labels.includes(label)).reduce((sum, { value }) => sum + value, 0)

test('one event and one question move their series and make one trace each; no metric, span or log line names a workspace, a person, a text or a token where it must not', async () => {
  await using collector = await anOtlpCollector()
  const lines: string[] = []
  const [acme, ...others] = smallCompany()
  await using world = await aWorld({
    workspaces: acme ? [acme, ...others] : [],
    logTo: (line) => lines.push(line),
    env: {
      OPERATOR_PORT: '0',
      OPERATOR_TOKEN: TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=0123456789abcdef-collector',
    },
  })
  const operatorUrl = world.server.operatorUrl ?? ''
  const read = async (url: string, path: string, token?: string) => {
    const answer = await fetch(`${url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {})
    return { status: answer.status, text: await answer.text() }
  }
  for (const url of [operatorUrl, world.url])
    for (const path of ['/metrics', '/health']) {
      expect((await read(url, path)).status).toBe(401)
      expect((await read(url, path, `${TOKEN}x`)).status).toBe(401)
    }
  const before = samplesOf((await read(operatorUrl, '/metrics', TOKEN)).text)

  world.as('U0BOB').post('C0GENERAL', 'The canarymessage rollout begins in canarymay')
  await world.settled()
  expect((await world.ask('U0ADA', 'when does the canarymessage rollout begin, canaryquestion?')).kind).toBe('answered')
  await world.mention('U0ADA', 'C0GENERAL', 'when does the canarymessage rollout begin, canarymention?')
  await world.settled()

  const text = (await read(world.url, '/metrics', TOKEN)).text
  const after = samplesOf(text)
  const moved = (name: string, label?: string) => sumOf(after, name, label) - sumOf(before, name, label)
  expect(moved('backscroll_event_lag_seconds_count')).toBeGreaterThan(0)
  // one each, and one more that counts what the asker alone may read
  expect(moved('backscroll_search_duration_seconds_count', 'searched="index"')).toBe(3)
  expect(moved('backscroll_embed_duration_seconds_count', 'purpose="query"')).toBe(3)
  expect(moved('backscroll_questions_total', 'surface="command"')).toBe(1)
  expect(moved('rag_answers_total', 'verdict="answered"')).toBe(2)
  expect(moved('backscroll_answer_duration_seconds_count', 'surface="mention"')).toBe(1)
  expect(moved('slack_api_calls_total', 'method="chat.postMessage",outcome="ok"')).toBe(1)
  expect(moved('http_server_request_duration_seconds_count', 'route="/slack/commands",status="200"')).toBe(1)
  expect(moved('backscroll_job_duration_seconds_count', 'kind="question.answer",outcome="ok"')).toBe(2)
  expect(sumOf(after, 'backscroll_teams', 'state="active"')).toBe(1)
  expect(sumOf(after, 'backscroll_part_up')).toBe(3)
  expect(sumOf(after, 'backscroll_inbox_events')).toBe(0)
  for (const name of ['process_resident_memory_bytes', 'backscroll_disk_free_bytes', 'process_start_time_seconds'])
    expect(sumOf(after, name)).toBeGreaterThan(1)
  expect(text).not.toMatch(/\b[TUCD]0[A-Z0-9]{3,}\b|\bEv[A-Z0-9]{5,}/)
  expect(text).not.toMatch(PLANTED)

  const health = await read(operatorUrl, '/health', TOKEN)
  expect(JSON.parse(health.text)).toMatchObject({
    score: 100,
    state: 'healthy',
    parts: expect.arrayContaining([{ part: 'slack', state: 'ok', issues: [], facts: expect.anything() }]),
  })
  expect(health.text).not.toMatch(PLANTED)

  const questions = await world.admin<{ id: string; surface: string }[]>`select question_id as id, surface from questions`
  const events = await world.admin<{ id: string }[]>`select event_id as id from inbox_events where type = 'message'`
  await world.restart() // sends what has not been sent
  const spansOf = (id: string): SentSpan[] => collector.spans.filter(({ traceId }) => traceId === traceOf(id).traceId)
  for (const { id } of questions) {
    const spans = spansOf(id)
    const names = spans.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['question accepted', 'job question.answer', 'retrieval', 'answer write', 'answer post']))
    expect(spans.find(({ name }) => name === 'question accepted')).toMatchObject({ spanId: traceOf(id).spanId })
    expect(isTree(spans)).toBe(true)
    const said = lines.filter((line) => line.includes(`"correlationId":"${id}"`)).join('\n')
    for (const message of ['question accepted', 'question answered', 'searched']) expect(said).toContain(`"msg":"${message}"`)
  }
  const traces = events.map(({ id }) => spansOf(id).map(({ name }) => name))
  expect(traces).toContainEqual(['event received', 'event applied', 'event searchable'])
  expect(collector.headers[0]).toMatchObject({ 'x-key': '0123456789abcdef-collector' })
  expect(collector.raw()).toContain('"stringValue":"backscroll"')
  expect(collector.raw()).not.toMatch(/canary|xox[a-z]-|signing-secret|client-secret|operators-only/)
  expect(collector.raw()).not.toMatch(/"stringValue":"[TUC]0[A-Z0-9]{3,}"/)
  expect(lines.join('\n')).not.toMatch(PLANTED)
})

/** One span has no parent, and every other one's is there. */
function isTree(spans: readonly SentSpan[]): boolean {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  return spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)).length === 1 && ids.size === spans.length
}

test('doctor finds nothing wrong in a working installation, and names each part that fails with its remedy; a worker shows its state on the operator port and fails readiness while it drains', async () => {
  await using world = await aWorld()
  const gone = 'http://127.0.0.1:1'
  const [well, ill, homeless, unset] = await Promise.all([
    runVerb(world.env, 'doctor', '--json'),
    examine({
      ...world.env,
      SLACK_API_URL: `${gone}/api/`,
      EMBEDDER: 'openai',
      OPENAI_BASE_URL: gone,
      EMBEDDING_MODEL: 'some-model',
      EMBEDDING_DIMENSIONS: '8',
      DATA_DIR: `${world.dataDir}/not-there`,
      LANCE_URI: '/proc/no-place-for-an-index',
      TOKEN_KEYS: `k2:${Buffer.alloc(32, 9).toString('base64url')}`,
    }),
    examine({ ...world.env, DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/nothing' }),
    runVerb({ ...world.env, SLACK_APP_ID: 'nonsense', TOKEN_KEYS: '' }, 'doctor'),
  ])
  expect(well).toMatchObject({ code: 0, json: { ok: true, score: 100, state: 'healthy' } })
  expect(well.json?.parts).toMatchObject(PARTS.map((part) => ({ part, state: 'ok' })))
  expect(well.stdout).toContain('"tokensTried":1')

  const broken = ['search', 'models', 'slack', 'disk']
  expect(ill.parts).toMatchObject(PARTS.map((part) => ({ part, state: broken.includes(part) ? 'issue' : 'ok' })))
  expect(ill.score).toBeLessThan(40)
  expect(JSON.stringify(ill)).toContain('TOKEN_KEYS')

  expect(homeless).toMatchObject({
    state: 'critical',
    parts: expect.arrayContaining([expect.objectContaining({ part: 'database', state: 'issue' })]),
  })
  expect(JSON.stringify(homeless)).toContain('Start Postgres')
  expect(JSON.stringify(homeless)).not.toContain('hunter2')

  expect(unset.code).toBe(1)
  for (const words of ['ISSUE config', 'SLACK_APP_ID', 'TOKEN_KEYS', '0 of 100: critical']) expect(unset.stdout).toContain(words)

  const worker = await start('worker', { ...world.env, OPERATOR_PORT: '0' }, { log: openLog('silent') })
  const ask = (path: string) => fetch(`${worker.operatorUrl}${path}`)
  expect([worker.url, (await ask('/healthz')).status, (await ask('/readyz')).status, (await ask('/metrics')).status]).toEqual([
    null,
    200,
    200,
    200,
  ])
  const stopping = worker.stop()
  const draining = await ask('/readyz')
  expect([draining.status, await draining.json()]).toEqual([503, { ok: false, reason: 'draining' }])
  await stopping
})

const PARTS = ['config', 'database', 'search', 'queue', 'workers', 'models', 'slack', 'disk']
