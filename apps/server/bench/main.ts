import { parseArgs } from 'node:util'
import { benchAck } from './ack.ts'
import { benchBackfillThrottled } from './backfill-throttled.ts'
import { benchFreshness } from './freshness.ts'
import { benchIngest } from './ingest.ts'
import { benchSearch } from './search.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rows: { type: 'string', default: '100000' } },
})

const BENCHES: Record<string, () => Promise<object>> = {
  ack: benchAck,
  'backfill-throttled': benchBackfillThrottled,
  ingest: benchIngest,
  freshness: benchFreshness,
  search: () => benchSearch(Number(options.rows)),
}

const bench = BENCHES[positionals[0] ?? '']
if (!bench) {
  process.stderr.write(`Which measurement? One of: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const result = await bench()
process.stdout.write(`${JSON.stringify(result, null, options.json ? 0 : 2)}\n`)
process.exit(0)
