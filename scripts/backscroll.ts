/** `npm run -s backscroll -- VERB`: the server and the operator's verbs. */
import { ensureInstalled } from './install.ts'

await ensureInstalled()
await import('../apps/server/src/main.ts')
