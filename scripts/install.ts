import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = `${root}node_modules/.cache/installed`

/** Installs the workspace once per lockfile, workspace file and Node version. Everything it prints goes to standard error. */
export async function ensureInstalled(): Promise<void> {
  const stamp = stampOf()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.error('Installing dependencies (once per version) ...')
  const code = await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'])
  if (code !== 0) {
    console.error('Dependencies could not be installed; the reason is above.')
    process.exit(code)
  }
  mkdirSync(`${root}node_modules/.cache`, { recursive: true })
  writeFileSync(stampFile, stamp)
}

function stampOf(): string {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(root + file))
  return hash.digest('hex')
}

/** Runs a command with its output on standard error. @returns its exit code, 127 when it cannot be started. */
function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', process.stderr, process.stderr],
      shell: process.platform === 'win32',
    })
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
