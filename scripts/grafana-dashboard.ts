/** One line of a graph: its expression and what it is called. */
type Line = [expr: string, legend: string]

interface Graph {
  title: string
  /** Grafana's name of a unit. */
  unit: 's' | 'short' | 'reqps' | 'bytes' | 'percentunit' | 'currencyUSD'
  lines: Line[]
}

const quantiles = (metric: string, filter = ''): Line[] =>
  [0.5, 0.95, 0.99].map((share) => [
    `histogram_quantile(${share}, sum by (le) (rate(${metric}_bucket${filter}[$__rate_interval])))`,
    `p${share * 100}`,
  ])
const rateBy = (metric: string, label: string, filter = ''): Line[] => [
  [`sum by (${label}) (rate(${metric}${filter}[$__rate_interval]))`, `{{${label}}}`],
]

const ROWS: Readonly<Record<string, Graph[]>> = {
  'What people notice': [
    { title: 'From event to searchable', unit: 's', lines: quantiles('backscroll_event_lag_seconds') },
    { title: 'From question to answer', unit: 's', lines: quantiles('backscroll_answer_duration_seconds') },
    { title: 'Questions by how they ended', unit: 'reqps', lines: rateBy('rag_answers_total', 'verdict') },
    { title: 'Questions by where they were asked', unit: 'reqps', lines: rateBy('backscroll_questions_total', 'surface') },
    { title: 'Search', unit: 's', lines: quantiles('backscroll_search_duration_seconds') },
    { title: 'Searches by what was searched', unit: 'reqps', lines: rateBy('backscroll_search_duration_seconds_count', 'searched') },
  ],
  'What waits': [
    {
      title: 'Inbox',
      unit: 'short',
      lines: [
        ['max by (state) (backscroll_inbox_events)', '{{state}}'],
        ['max(backscroll_inbox_oldest_seconds)', 'age of the oldest, s'],
      ],
    },
    { title: 'Jobs', unit: 'short', lines: [['max by (kind, state) (backscroll_jobs)', '{{kind}} {{state}}']] },
    { title: 'Age of the oldest job', unit: 's', lines: [['max(backscroll_jobs_oldest_seconds)', 'oldest']] },
    { title: 'Jobs by how they ended', unit: 'reqps', lines: rateBy('backscroll_job_duration_seconds_count', 'outcome') },
    { title: 'Deliveries', unit: 'reqps', lines: rateBy('backscroll_deliveries_total', 'outcome') },
    {
      title: 'Workspaces',
      unit: 'short',
      lines: [
        ['max by (state) (backscroll_teams)', '{{state}}'],
        ['max(backscroll_teams_busy)', 'busy within a day'],
      ],
    },
  ],
  'Slack and models': [
    { title: 'Slack by outcome', unit: 'reqps', lines: rateBy('slack_api_calls_total', 'outcome') },
    {
      title: 'Slack asked to wait',
      unit: 'reqps',
      lines: rateBy('slack_api_calls_total', 'method', '{outcome="slack_rate_limited"}'),
    },
    { title: 'Slack calls', unit: 's', lines: quantiles('slack_api_call_duration_seconds') },
    {
      title: 'Model calls',
      unit: 's',
      lines: [
        [
          'histogram_quantile(0.95, sum by (le, operation, model) (rate(gen_ai_client_operation_duration_seconds_bucket[$__rate_interval])))',
          '{{operation}} {{model}} p95',
        ],
      ],
    },
    {
      title: 'Model calls by outcome',
      unit: 'reqps',
      lines: [
        [
          'sum by (operation, outcome) (rate(gen_ai_client_operation_duration_seconds_count[$__rate_interval]))',
          '{{operation}} {{outcome}}',
        ],
      ],
    },
    {
      title: 'Tokens',
      unit: 'reqps',
      lines: [
        ['sum by (model, direction) (rate(llm_tokens_total[$__rate_interval]))', '{{model}} {{direction}}'],
        ['sum by (model) (rate(llm_search_units_total[$__rate_interval]))', '{{model}} searches'],
      ],
    },
    {
      title: 'Cost a day',
      unit: 'currencyUSD',
      lines: [['sum by (purpose, model) (increase(llm_cost_usd_total[1d]))', '{{purpose}} {{model}}']],
    },
    { title: 'Dropped citations', unit: 'reqps', lines: rateBy('rag_citation_failures_total', 'reason') },
    {
      title: 'Embedder and reranker',
      unit: 's',
      lines: [
        [
          'histogram_quantile(0.95, sum by (le, purpose) (rate(backscroll_embed_duration_seconds_bucket[$__rate_interval])))',
          'embed {{purpose}} p95',
        ],
        ['histogram_quantile(0.95, sum by (le) (rate(backscroll_rerank_duration_seconds_bucket[$__rate_interval])))', 'rerank p95'],
      ],
    },
  ],
  Processes: [
    {
      title: 'Requests by status',
      unit: 'reqps',
      lines: rateBy('http_server_request_duration_seconds_count', 'status'),
    },
    {
      title: 'Acknowledgement of Slack',
      unit: 's',
      lines: quantiles('http_server_request_duration_seconds', '{route=~"/slack/.*"}'),
    },
    { title: 'Notices', unit: 'reqps', lines: rateBy('backscroll_notices_total', 'event') },
    {
      title: 'Memory',
      unit: 'bytes',
      lines: [
        ['process_resident_memory_bytes', '{{instance}}'],
        ['nodejs_heap_used_bytes', '{{instance}} heap'],
      ],
    },
    { title: 'Event loop', unit: 'percentunit', lines: [['nodejs_eventloop_utilization', '{{instance}}']] },
    {
      title: 'Free disk',
      unit: 'bytes',
      lines: [['backscroll_disk_free_bytes', '{{instance}}']],
    },
    { title: 'Parts that answer', unit: 'short', lines: [['min by (part) (backscroll_part_up)', '{{part}}']] },
    {
      title: 'Versions',
      unit: 'short',
      lines: [['count by (version) (backscroll_build_info)', '{{version}}']],
    },
    { title: 'Age of the processes', unit: 's', lines: [['time() - process_start_time_seconds', '{{instance}}']] },
  ],
}

const COLUMNS = 3
const WIDTH = 24 / COLUMNS
const HEIGHT = 8

/** The dashboard as Grafana imports it; its data source is chosen there. */
export function grafanaDashboard(): object {
  const panels: object[] = []
  let top = 0
  for (const [title, graphs] of Object.entries(ROWS)) {
    panels.push({ id: panels.length + 1, type: 'row', title, collapsed: false, gridPos: { x: 0, y: top, w: 24, h: 1 }, panels: [] })
    top += 1
    for (const [index, graph] of graphs.entries())
      panels.push(panelOf(graph, { id: panels.length + 1, x: (index % COLUMNS) * WIDTH, y: top + Math.floor(index / COLUMNS) * HEIGHT }))
    top += Math.ceil(graphs.length / COLUMNS) * HEIGHT
  }
  return {
    title: 'Backscroll',
    uid: 'backscroll',
    schemaVersion: 39,
    tags: ['backscroll'],
    editable: true,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: { list: [{ name: 'source', label: 'Data source', type: 'datasource', query: 'prometheus' }] },
    panels,
  }
}

function panelOf({ title, unit, lines }: Graph, { id, x, y }: { id: number; x: number; y: number }): object {
  return {
    id,
    type: 'timeseries',
    title,
    datasource: { type: 'prometheus', uid: '$source' },
    gridPos: { x, y, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0, custom: { fillOpacity: 10, showPoints: 'never' } }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: lines.map(([expr, legendFormat], index) => ({ refId: String.fromCharCode(65 + index), expr, legendFormat })),
  }
}
