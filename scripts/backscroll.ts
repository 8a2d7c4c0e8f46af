/** `npm run -s backscroll -- VERB`: the server and the operator's verbs. */
import { ensureDashboardBuilt } from './build-dashboard.ts'
import { ensureInstalled } from './install.ts'

/** Verbs that serve pages. */
const SERVING = ['all', 'api']

await ensureInstalled()
if (SERVING.includes(process.argv[2] ?? '')) await ensureDashboardBuilt()
await import('../apps/server/src/main.ts')
