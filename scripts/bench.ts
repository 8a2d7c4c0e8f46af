/** `npm run -s bench -- NAME --json`: one measurement; with --json the last line of standard output is one JSON object. */
import { ensureDashboardBuilt } from './build-dashboard.ts'
import { ensureInstalled } from './install.ts'

await ensureInstalled()
if (process.argv[2] === 'pages') {
  await ensureDashboardBuilt()
  await import('../apps/dashboard/bench/main.ts')
} else await import('../apps/server/bench/main.ts')
