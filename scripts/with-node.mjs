// Runs a command under the pinned Node and pnpm, whatever Node the caller has (16 or newer).
//   "scripts": { "start": "node scripts/with-node.mjs node scripts/start.ts",
//                "test":  "node scripts/with-node.mjs node scripts/test.ts" }
// The first call resolves both through npx (about 10 s with an empty npm cache, 2 s with a warm one) and
// remembers the absolute paths; later calls start the command directly (about 0.6 s).
// Exit codes pass through; a child killed by a signal gives 128 + its number. Plain ESM: no dependency, no
// TypeScript, because it is the one file that the old Node executes.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE = '24.21.0'
const PNPM = '12.21.0' // keep equal to "packageManager" in package.json
const KEY = `${NODE}+${PNPM}`
const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/toolchain.json')
// Loading the program leaves so much behind that V8 makes its young generation three times 64 MB, and keeps it: 70 to 90 MB more.
const HEAP = '--max-semi-space-size=32'
// glibc keeps what was freed: once it has freed large pieces it takes further ones from arenas, and gives none of these back. Building a vector
// index leaves 500 MB so. A fixed limit, 1 MiB, keeps large pieces out of the arenas. Elsewhere than on glibc the two mean nothing.
const MALLOC = { MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '1048576' }
const WINDOWS = process.platform === 'win32'
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

function cachedToolchain() {
  try {
    const cached = JSON.parse(readFileSync(CACHE, 'utf8'))
    if (cached.key === KEY && existsSync(cached.node) && existsSync(cached.bin)) return cached
  } catch {}
  return undefined
}

function fetchToolchain() {
  const probe =
    'console.log(JSON.stringify({ version: process.version, node: process.execPath, path: process.env.PATH || process.env.Path }))'
  const args = ['-y', '-p', `node@${NODE}`, '-p', `pnpm@${PNPM}`, '--', 'node', '-e', WINDOWS ? `"${probe}"` : probe]
  // The `node` package installs its binary in a preinstall script. With ignore-scripts=true npx would run the OLD Node without a word.
  const env = { ...process.env, npm_config_ignore_scripts: 'false', npm_config_loglevel: 'error' }
  const result = spawnSync('npx', args, { encoding: 'utf8', shell: WINDOWS, stdio: ['ignore', 'pipe', 'inherit'], env })
  if (result.status !== 0) fail('Could not fetch Node and pnpm through npm (see above).', result.status || 1)
  const found = JSON.parse(result.stdout.trim().split('\n').pop())
  if (found.version !== `v${NODE}`)
    fail(`Expected Node ${NODE}, got ${found.version}. Are npm lifecycle scripts disabled (ignore-scripts)?`, 1)
  const bin = found.path.split(delimiter).find((dir) => existsSync(join(dir, WINDOWS ? 'pnpm.cmd' : 'pnpm')))
  const toolchain = { key: KEY, node: found.node, bin }
  mkdirSync(dirname(CACHE), { recursive: true })
  writeFileSync(CACHE, JSON.stringify(toolchain))
  return toolchain
}

function fail(message, code) {
  console.error(message)
  process.exit(code)
}

/** npm_* variables of the outer npm must not steer the inner pnpm; where to fetch from stays. */
function childEnvironment({ node, bin }) {
  const env = { ...MALLOC, ...process.env, PATH: [dirname(node), bin, process.env.PATH].join(delimiter) }
  env.NODE_OPTIONS = [HEAP, process.env.NODE_OPTIONS].filter(Boolean).join(' ')
  const keep = /^npm_config_(registry|https?_proxy|noproxy|cafile)$/i
  for (const name of Object.keys(env)) if (/^npm_/i.test(name) && !keep.test(name)) delete env[name]
  return env
}

const toolchain = cachedToolchain() ?? fetchToolchain()
const [command, ...args] = process.argv.slice(2)
if (!command) fail('usage: node scripts/with-node.mjs <command> [arguments]', 2)
const isNode = command === 'node'
const child = spawn(isNode ? toolchain.node : command, args, {
  stdio: 'inherit',
  env: childEnvironment(toolchain),
  shell: WINDOWS && !isNode,
})

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  child.kill('SIGTERM')
}
process.on('SIGINT', () => {}) // the terminal sends Ctrl-C to the whole group: only outlive the child
process.on('SIGTERM', stop)
process.on('SIGHUP', stop)
const parent = process.ppid
setInterval(() => process.ppid !== parent && stop(), 500).unref() // npm was killed: leave no orphan

child.on('error', (error) => fail(error.message, 127))
child.on('exit', (code, signal) => process.exit(signal ? 128 + (SIGNAL_NUMBERS[signal] ?? 1) : code))
