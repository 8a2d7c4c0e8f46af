import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Demo, runDemo } from '../../demo/src/run-demo.ts'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { install } from '../../demo/test/walk.ts'

export const COMPANY = 'T0YARDWREN'
export const OWNER = 'U0YW0MAYA1'

/** The demo company, read by a real server, and a browser. */
export interface DemoCompany extends AsyncDisposable {
  demo: Demo
  browser: Browser
  /** Opens a page of the dashboard as somebody who has to sign in first. */
  signIn(page: Page, place: string, userId?: string): Promise<void>
}

/** Starts the demo, lets Slack be prepared, installs the app there and waits until all is read. */
export async function openDemoCompany(env: NodeJS.ProcessEnv, prepare: (demo: Demo) => void = () => undefined): Promise<DemoCompany> {
  const executable = findChromium(env)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-governed-'))
  // the account that runs the embedded Postgres has to pass through
  chmodSync(dataDir, 0o755)
  const demo = await runDemo({ dataDir, ports: 'free', onStep: () => undefined })
  prepare(demo)
  const browser = await openBrowser(executable)
  const end = async (): Promise<void> => {
    await browser.close()
    await demo.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await using person = await visit(browser)
    await install(person.page, demo, COMPANY)
  } catch (error) {
    await end()
    throw error
  }
  return {
    demo,
    browser,
    async signIn(page, place, userId = OWNER) {
      await page.goto(`${demo.serverUrl}/dashboard${place}`)
      await page.getByTestId(`workspace-${COMPANY}`).click()
      await page.getByTestId(`sign-in-${userId}`).click()
      await page.waitForURL(`**/dashboard${place}`)
      await page.locator('h1').waitFor()
    },
    [Symbol.asyncDispose]: end,
  }
}
