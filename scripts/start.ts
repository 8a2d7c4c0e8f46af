/** `npm start`: the demo. Options go through: `npm start -- --check`, `npm start -- --reset`. */
import { ensureInstalled } from './install.ts'

await ensureInstalled()
await import('../apps/demo/src/main.ts')
