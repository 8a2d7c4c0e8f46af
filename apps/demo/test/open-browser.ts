import { type Browser, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Longest wait for one thing on a page. Milliseconds. */
export const PATIENCE_MS = 90_000

export const openBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: FLAGS })

/** A page in a browser profile of its own, and what went wrong on it. */
export interface Visit extends AsyncDisposable {
  page: Page
  /** Console errors and uncaught exceptions, with the path of the page. */
  errors: string[]
}

/** Opens a page as a new person would, with no cookies. */
export async function visit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const errors: string[] = []
  const keep = (text: string) => errors.push(`${new URL(page.url()).pathname}: ${text}`)
  page.on('console', (message) => message.type() === 'error' && keep(message.text()))
  page.on('pageerror', (error) => keep(error.message))
  return { page, errors, [Symbol.asyncDispose]: () => context.close() }
}
