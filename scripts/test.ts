/**
 * `npm test`: installs, then runs the static checks (through turbo, which repeats only what changed) and every test.
 * Every step runs even when an earlier one failed. The last line is `N passed, N failed`; the exit code is 1 on any failure.
 * `npm test -- WORDS` narrows the tests, not the checks, and says so.
 */
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureInstalled } from './install.ts'

const CHECKS = ['types', 'lint', 'format', 'unused', 'walls']
const REPORT = 'node_modules/.cache/vitest.json'

interface Outcome {
  name: string
  passed: number
  failed: number
  skipped: number
}

await ensureInstalled()
const words = process.argv.slice(2)
const outcomes: Outcome[] = [lockfile(), ...(await Promise.all(CHECKS.map(check))), tests(words)]

console.log()
for (const { name, passed, failed, skipped } of outcomes) {
  console.log(`${name.padEnd(10)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}
if (words.length > 0) console.log(`only tests that match: ${words.join(' ')}`)
if (process.env.SKIP_BROWSER) console.log('browser tests were left out: SKIP_BROWSER is set')
const total = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((sum, outcome) => sum + outcome[key], 0)
console.log(`${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = total('failed') > 0 ? 1 : 0

/** The lockfile names packages and hashes, never a host. */
function lockfile(): Outcome {
  const hosts = readFileSync('pnpm-lock.yaml', 'utf8').match(/^.*(https?:\/\/|tarball:).*$/gm) ?? []
  for (const line of hosts) console.error(`pnpm-lock.yaml names a host: ${line.trim()}`)
  return step('lockfile', hosts.length === 0)
}

/** The checks run side by side; what one of them says comes in one piece. */
function check(name: string): Promise<Outcome> {
  const args = ['exec', 'turbo', 'run', `//#${name}`, '--output-logs=errors-only', '--no-update-notifier']
  const options = { env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }, shell: process.platform === 'win32', maxBuffer: 1 << 26 }
  return new Promise((resolve) => {
    execFile('pnpm', args, options, (error, stdout, stderr) => {
      process.stdout.write(stdout)
      process.stderr.write(stderr)
      resolve(step(name, error === null))
    })
  })
}

function tests(filter: string[]): Outcome {
  rmSync(REPORT, { force: true })
  mkdirSync('node_modules/.cache', { recursive: true })
  const projects = process.env.SKIP_BROWSER ? ['unit', 'integration', 'socket'] : ['unit', 'integration', 'socket', 'e2e']
  const args = ['exec', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const options = { stdio: 'inherit', shell: process.platform === 'win32' } as const
  const code = spawnSync('pnpm', [...args, ...projects.flatMap((name) => ['--project', name]), ...filter], options).status ?? 1
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8')) as Record<string, number>
    const failed = (report.numFailedTests ?? 0) + (code !== 0 && report.numFailedTests === 0 ? 1 : 0)
    return { name: 'tests', passed: report.numPassedTests ?? 0, failed, skipped: report.numPendingTests ?? 0 }
  } catch {
    return step('tests', false)
  }
}

function step(name: string, ok: boolean): Outcome {
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}
