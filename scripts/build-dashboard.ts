import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = `${root}node_modules/.cache/dashboard-built`
const SOURCES = [
  'scripts/build-dashboard.ts',
  'apps/dashboard/{src,public}/**/*.*',
  'apps/dashboard/*.{html,json,ts}',
  'packages/contracts/src/**/*.ts',
  'pnpm-lock.yaml',
]

/** Builds the files of the dashboard into `apps/dashboard/dist`, unless they are of these sources. @throws Error when they cannot be built. */
export async function ensureDashboardBuilt(): Promise<void> {
  const stamp = stampOf()
  if (existsSync(`${root}apps/dashboard/dist/index.html`) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.error('Building the dashboard (once per version) ...')
  await build()
  compress()
  mkdirSync(`${root}node_modules/.cache`, { recursive: true })
  writeFileSync(stampFile, stamp)
}

function stampOf(): string {
  const hash = createHash('sha256')
  for (const file of globSync(SOURCES, { cwd: root }).toSorted()) hash.update(file).update(readFileSync(root + file))
  return hash.digest('hex')
}

/** The server sends these to whoever takes gzip, and compresses nothing while it answers. */
function compress(): void {
  for (const file of globSync(`${root}apps/dashboard/dist/**/*.{js,css,svg,html}`))
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('pnpm', ['run', '--silent', 'build'], {
      cwd: `${root}apps/dashboard`,
      // Vitest calls itself a test, and React would be the one for developers: half as much again
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', process.stderr, process.stderr],
      shell: process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the dashboard could not be built: vite ended with ${code}`))))
  })
}
