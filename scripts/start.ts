/** `npm start`: the demo. Options go through: `npm start -- --check`, `npm start -- --reset`. */
import { ensureDashboardBuilt } from './build-dashboard.ts'
import { ensureInstalled } from './install.ts'

await ensureInstalled()
await ensureDashboardBuilt()
await import('../apps/demo/src/main.ts')
