/** `npm run -s accept -- NAME --json`: one acceptance suite over real data; with --json the last line is one JSON object. */
import { ensureInstalled } from './install.ts'

await ensureInstalled()
await import('../apps/server/accept/main.ts')
