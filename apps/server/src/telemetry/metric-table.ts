/** The only names that a label may have: each has few values, and none of them says who asked, where, or what. */
export const LABELS = [
  'method',
  'route',
  'status',
  'outcome',
  'operation',
  'provider',
  'model',
  'direction',
  'verdict',
  'surface',
  'searched',
  'purpose',
  'kind',
  'state',
  'event',
  'reason',
  'part',
  'version',
] as const
export type Label = (typeof LABELS)[number]

interface Metric {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly Label[]
  /** Upper bounds of a histogram. */
  buckets?: readonly number[]
}

/** Seconds, for what people or Slack wait for. */
const WAITS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
/** Seconds, for what goes on in the background. */
const WORKS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900]

/** Every metric of Backscroll. Counters and histograms are of this process; gauges that say so are of the whole installation. */
export const METRICS = {
  backscroll_build_info: { type: 'gauge', help: '1; the version of this process.', labels: ['version'] },
  backscroll_part_up: { type: 'gauge', help: '1 when the part answered at this scrape, else 0.', labels: ['part'] },
  http_server_request_duration_seconds: {
    type: 'histogram',
    help: 'Requests of Slack, browsers and API callers, by route.',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
  },
  backscroll_event_lag_seconds: {
    type: 'histogram',
    help: 'From the receipt of a Slack event to the moment at which searches see its effect.',
    labels: [],
    buckets: WORKS,
  },
  backscroll_deliveries_total: { type: 'counter', help: 'Slack deliveries that were worked on.', labels: ['outcome'] },
  backscroll_search_duration_seconds: {
    type: 'histogram',
    help: 'One search, from the question to ranked passages, reranking included.',
    labels: ['searched'],
    buckets: WAITS,
  },
  backscroll_embed_duration_seconds: {
    type: 'histogram',
    help: 'One call of the embedder, local ones too.',
    labels: ['purpose', 'outcome'],
    buckets: WAITS,
  },
  backscroll_rerank_duration_seconds: { type: 'histogram', help: 'One call of the reranker.', labels: ['outcome'], buckets: WAITS },
  backscroll_questions_total: { type: 'counter', help: 'Questions taken, by where they were asked.', labels: ['surface'] },
  backscroll_answer_duration_seconds: {
    type: 'histogram',
    help: 'From the start of the work on a question to its answer in Slack.',
    labels: ['surface'],
    buckets: WAITS,
  },
  rag_answers_total: { type: 'counter', help: 'Questions that ended, by how.', labels: ['verdict'] },
  rag_citation_failures_total: { type: 'counter', help: 'Statements or citations of a model that were dropped.', labels: ['reason'] },
  slack_api_calls_total: { type: 'counter', help: "Calls of Slack's Web API.", labels: ['method', 'outcome'] },
  slack_api_call_duration_seconds: { type: 'histogram', help: "Calls of Slack's Web API.", labels: ['method'], buckets: WAITS },
  gen_ai_client_operation_duration_seconds: {
    type: 'histogram',
    help: 'Calls of a model provider, repetitions included.',
    labels: ['operation', 'provider', 'model', 'outcome'],
    buckets: WAITS,
  },
  llm_tokens_total: { type: 'counter', help: 'Tokens that providers count.', labels: ['operation', 'model', 'direction'] },
  llm_search_units_total: {
    type: 'counter',
    help: 'Searches that providers bill.',
    labels: ['operation', 'model'],
  },
  llm_cost_usd_total: { type: 'counter', help: 'Cost of model calls by the price table, US dollars.', labels: ['purpose', 'model'] },
  backscroll_job_duration_seconds: { type: 'histogram', help: 'Jobs that ended, by how.', labels: ['kind', 'outcome'], buckets: WORKS },
  backscroll_notices_total: {
    type: 'counter',
    help: 'What operators may want to know, by the message of its log line.',
    labels: ['event'],
  },
  backscroll_inbox_events: { type: 'gauge', help: 'Deliveries that wait or were given up, whole installation.', labels: ['state'] },
  backscroll_inbox_oldest_seconds: { type: 'gauge', help: 'Age of the oldest delivery that waits, whole installation.', labels: [] },
  backscroll_jobs: { type: 'gauge', help: 'Jobs that wait, run or failed, whole installation.', labels: ['kind', 'state'] },
  backscroll_jobs_oldest_seconds: {
    type: 'gauge',
    help: 'How long the oldest job could have run already, whole installation.',
    labels: [],
  },
  backscroll_teams: { type: 'gauge', help: 'Workspaces by state, whole installation.', labels: ['state'] },
  backscroll_teams_busy: { type: 'gauge', help: 'Workspaces with something to do within a day, whole installation.', labels: [] },
  backscroll_disk_free_bytes: { type: 'gauge', help: 'Free space where DATA_DIR lies.', labels: [] },
  backscroll_disk_size_bytes: { type: 'gauge', help: 'Size of the file system where DATA_DIR lies.', labels: [] },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory that this process holds.', labels: [] },
  process_start_time_seconds: { type: 'gauge', help: 'When this process started, Unix time.', labels: [] },
  nodejs_heap_used_bytes: { type: 'gauge', help: 'Used JavaScript heap of this process.', labels: [] },
  nodejs_eventloop_utilization: { type: 'gauge', help: 'Share of time that the event loop was busy since the last scrape.', labels: [] },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string | number>>
type OfType<Type extends Metric['type']> = { [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never }[MetricName]
export type CounterName = OfType<'counter'>
export type GaugeName = OfType<'gauge'>
export type HistogramName = OfType<'histogram'>
