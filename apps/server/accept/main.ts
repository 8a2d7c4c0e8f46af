import { acceptAccess } from './access/suite.ts'
import { acceptAnswers } from './answers/suite.ts'
import { acceptChaos } from './chaos/suite.ts'
import { acceptErasure } from './erasure/suite.ts'
import { realData } from './real-data.ts'
import { acceptRetrieval } from './retrieval.ts'
import { acceptSlackEvents } from './slack-events.ts'
import { acceptSlackExport } from './slack-export.ts'
import { acceptSlackSamples } from './slack-samples.ts'
import { acceptTenancy } from './tenancy/suite.ts'

const SUITES: Record<string, { folder: string; run: (folder: string) => Promise<{ ok: boolean }> }> = {
  retrieval: { folder: 'eval', run: acceptRetrieval },
  'slack-events': { folder: 'slack-events', run: acceptSlackEvents },
  'slack-export': { folder: 'slack-export', run: acceptSlackExport },
  'slack-samples': { folder: 'slack-samples', run: acceptSlackSamples },
}

/** Those that make their own inputs. */
const GENERATED: Record<string, (flags: readonly string[]) => Promise<{ ok: boolean }>> = {
  access: acceptAccess,
  answers: acceptAnswers,
  chaos: acceptChaos,
  erasure: acceptErasure,
  tenancy: acceptTenancy,
}

const [name = '', ...flags] = process.argv.slice(2)
const suite = SUITES[name]
const generated = GENERATED[name]
if (!suite && !generated) {
  process.stderr.write(`Which suite? One of: ${[...Object.keys(SUITES), ...Object.keys(GENERATED)].join(', ')}\n`)
  process.exit(2)
}
const result = suite ? await onRealInputs(suite) : await run(async () => generated?.(flags) ?? { ok: false })
process.stdout.write(flags.includes('--json') ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`)
process.exit(result.ok ? 0 : 1)

async function onRealInputs({ folder: name, run: suiteRun }: (typeof SUITES)[string]): Promise<{ ok: boolean }> {
  const folder = realData(name)
  return folder
    ? run(() => suiteRun(folder))
    : ({ ok: false, error: `The real inputs are not here: ../shared/data/${name} is missing.` } as { ok: boolean })
}

async function run(work: () => Promise<{ ok: boolean }>): Promise<{ ok: boolean; error?: string }> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}
