import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { type CheckResult, checkDemo } from './check.ts'
import { type Demo, DemoError, forgetDemo, runDemo } from './run-demo.ts'

const DATA_DIR = fileURLToPath(new URL('../../../.data/demo', import.meta.url))

const program = new Command('npm start --')
  .description('Backscroll with a stand-in Slack, an embedded Postgres and no key of any kind')
  .option('--check', 'start everything on free ports, walk through it, print one JSON line, exit 0 or 1')
  .option('--reset', 'forget everything that was done in the demo, then start')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
const options = program.opts<{ check?: boolean; reset?: boolean }>()

if (options.check) await check()
else await run()

async function check(): Promise<void> {
  const startedAtMs = performance.now() - process.uptime() * 1_000
  const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-check-'))
  // Postgres runs under another account when this is root, and has to get in
  chmodSync(dataDir, 0o755)
  let result: CheckResult = { ok: false, readyMs: 0, messagesIndexed: 0, questions: [] }
  let demo: Demo | undefined
  try {
    demo = await runDemo({ dataDir, ports: 'free', onStep: (step) => console.error(step) })
    result = await checkDemo(demo, startedAtMs)
  } catch (error) {
    result = { ...result, error: error instanceof Error ? error.message : String(error) }
  } finally {
    await demo?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  console.log(JSON.stringify(result))
  process.exit(result.ok ? 0 : 1)
}

async function run(): Promise<void> {
  try {
    if (options.reset) await forgetDemo(DATA_DIR)

    const demo = await runDemo({ dataDir: DATA_DIR, ports: 'usual', onStep: (step) => console.log(`  ${step} ...`) })
    console.log(summary(demo))
    let stopping = false
    const stop = async () => {
      if (stopping) process.exit(130)
      stopping = true
      console.log('\n  Stopping ...')
      await demo.stop()
      process.exit(0)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  } catch (error) {
    console.error(error instanceof DemoError ? error.message : error)
    process.exit(1)
  }
}

function summary(demo: Demo): string {
  const [company, second] = demo.world.workspaces
  const questions = [demo.world.questions.threadReply, ...demo.world.questions.more.slice(0, 2)]
  return `
  Backscroll is running. Nothing leaves this machine.

    Add to Slack        ${demo.serverUrl}
    Stand-in Slack      ${demo.slack.url}/${company?.domain}
    A second company    ${demo.slack.url}/${second?.domain}

  1. Open the first address and press "Add to Slack", then Allow.
  2. Watch the channels being read. #random is not allowed, so it is not read.
  3. Open Slack and type, for example:
${questions.map(({ question }) => `       /ask ${question}`).join('\n')}

  ${demo.isFirstStart ? 'What you do is kept' : 'What you did before is still there'}; start over with: npm start -- --reset
  Log: ${path.relative(process.cwd(), demo.logFile)}. Ctrl-C stops everything.
`
}
