import { importQuickly } from './import-quickly.ts'

importQuickly()
const { runProgram } = await import('./program.ts')
await runProgram(process.argv)
