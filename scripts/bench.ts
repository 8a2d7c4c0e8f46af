/** `npm run -s bench -- NAME --json`: one measurement; with --json the last line of standard output is one JSON object. */
import { ensureInstalled } from './install.ts'

await ensureInstalled()
await import('../apps/server/bench/main.ts')
