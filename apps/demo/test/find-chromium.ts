import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

type Environment = Readonly<Record<string, string | undefined>>

const PACKAGES = ['chromium', 'fonts-liberation']
const HOW_TO = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`

/**
 * The Chromium of this machine: CHROME_PATH, the usual places, Playwright's cache. As root on Debian it is installed when it is absent.
 * @throws Error with the command to run when there is none.
 */
export function findChromium(env: Environment): string {
  if (env.CHROME_PATH) {
    if (isUsable(env.CHROME_PATH)) return env.CHROME_PATH
    throw new Error(`CHROME_PATH names ${env.CHROME_PATH}, which does not start. Correct it, or leave it out.`)
  }
  const found = installed(env)
  if (found) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) install(env)
  const brought = installed(env)
  if (brought) return brought
  throw new Error(
    `The browser tests need Chromium. Run: ${HOW_TO}\nor point CHROME_PATH at one, or leave the browser tests out with SKIP_BROWSER=1.`,
  )
}

const installed = (env: Environment): string | undefined => [...usualPlaces(env), chromium.executablePath()].find(isUsable)

function usualPlaces(env: Environment): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter((root) => root !== undefined)
        .flatMap((root) =>
          ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((at) => path.join(root, at)),
        )
    default:
      return [
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome',
        '/usr/bin/google-chrome-stable',
        '/snap/bin/chromium',
      ]
  }
}

/** There and able to start: some systems ship a script of that name which only says what to install. */
function isUsable(file: string): boolean {
  if (!existsSync(file)) return false
  // on Windows `--version` opens a window
  if (process.platform === 'win32') return true
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

function install(env: Environment): void {
  console.error(`No Chromium here. Running: ${HOW_TO}`)
  const quietly: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    execFileSync('apt-get', ['update', '-qq'], quietly)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], quietly)
  } catch {
    // what follows says which command failed to bring it
  }
}
