import { realData } from './real-data.ts'
import { acceptSlackEvents } from './slack-events.ts'
import { acceptSlackExport } from './slack-export.ts'
import { acceptSlackSamples } from './slack-samples.ts'

const SUITES: Record<string, { folder: string; run: (folder: string) => Promise<{ ok: boolean }> }> = {
  'slack-events': { folder: 'slack-events', run: acceptSlackEvents },
  'slack-export': { folder: 'slack-export', run: acceptSlackExport },
  'slack-samples': { folder: 'slack-samples', run: acceptSlackSamples },
}

const [name = '', ...flags] = process.argv.slice(2)
const suite = SUITES[name]
if (!suite) {
  process.stderr.write(`Which suite? One of: ${Object.keys(SUITES).join(', ')}\n`)
  process.exit(2)
}
const folder = realData(suite.folder)
const result = folder
  ? await run(() => suite.run(folder))
  : { ok: false, error: `The real inputs are not here: ../shared/data/${suite.folder} is missing.` }
process.stdout.write(flags.includes('--json') ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`)
process.exit(result.ok ? 0 : 1)

async function run(work: () => Promise<{ ok: boolean }>): Promise<{ ok: boolean; error?: string }> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}
