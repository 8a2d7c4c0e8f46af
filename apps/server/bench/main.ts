import { parseArgs } from 'node:util'
import { benchAck } from './ack.ts'
import { benchAnswer } from './answer/answer.ts'
import { benchApi } from './api.ts'
import { benchBackfillThrottled } from './backfill-throttled.ts'
import { benchFreshness } from './freshness.ts'
import { benchIngest } from './ingest.ts'
import { benchExport, benchPurge } from './lifecycle.ts'
import { benchRetrieval } from './retrieval/retrieval.ts'
import { benchSearch } from './search/search.ts'
import { benchTenants } from './tenants.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string' },
    tenants: { type: 'string', default: '1000' },
    teams: { type: 'string', default: '1' },
    rate: { type: 'string', default: '50' },
    dir: { type: 'string' },
    dims: { type: 'string' },
    vs: { type: 'string' },
    questions: { type: 'string', default: 'random' },
  },
})

const dims = options.dims ? Number(options.dims) : null

const BENCHES: Record<string, () => Promise<object>> = {
  ack: benchAck,
  answer: () => benchAnswer({ rows: Number(options.rows ?? 100_000) }),
  api: () => benchApi(Number(options.rows ?? 1_000_000)),
  'backfill-throttled': benchBackfillThrottled,
  export: () => benchExport(Number(options.rows ?? 100_000)),
  ingest: benchIngest,
  purge: () => benchPurge(Number(options.rows ?? 100_000)),
  freshness: () => benchFreshness({ teams: Number(options.teams), rate: Number(options.rate) }),
  retrieval: () => {
    if (!options.dir) throw new Error('Which set? Give a folder in the layout of BEIR with --dir.')
    return benchRetrieval(options.dir, dims)
  },
  search: () =>
    benchSearch({
      rows: Number(options.rows ?? 100_000),
      dims,
      versus: options.vs === 'postgres' ? 'postgres' : null,
      questions: options.questions === 'real' ? 'real' : 'random',
    }),
  tenants: () => benchTenants(Number(options.tenants), Number(options.rows ?? 1_000)),
}

const bench = BENCHES[positionals[0] ?? '']
if (!bench) {
  process.stderr.write(`Which measurement? One of: ${[...Object.keys(BENCHES), 'pages'].join(', ')}\n`)
  process.exit(2)
}
const result = await bench()
process.stdout.write(`${JSON.stringify(result, null, options.json ? 0 : 2)}\n`)
process.exit(0)
