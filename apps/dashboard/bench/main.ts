import { benchPageLoad } from './page-load.ts'

const result = await benchPageLoad(process.env)
process.stdout.write(`${JSON.stringify(result, null, process.argv.includes('--json') ? 0 : 2)}\n`)
process.exit(0)
