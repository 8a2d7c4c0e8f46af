import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, runDemo } from '../../demo/src/run-demo.ts'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { install } from '../../demo/test/walk.ts'
import { expectFitsEverybody } from './fits-everybody.ts'

const COMPANY = 'T0YARDWREN'
const OWNER = 'U0YW0MAYA1'
/** What the browser itself notes of the question who is signed in, when nobody is. */
const NOBODY = /status of 401/

const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-dashboard-'))
// the account that runs the embedded Postgres has to pass through
chmodSync(dataDir, 0o755)
let demo: Demo
let browser: Browser

beforeAll(async () => {
  const chromium = findChromium(process.env)
  demo = await runDemo({ dataDir, ports: 'free', onStep: () => undefined })
  browser = await openBrowser(chromium)
  await using person = await visit(browser)
  await install(person.page, demo, COMPANY)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Opens a page of the dashboard as somebody who has to sign in first. */
async function signIn(page: Page, place: string, userId: string): Promise<void> {
  await page.goto(`${demo.serverUrl}/dashboard${place}`)
  await page.getByTestId(`workspace-${COMPANY}`).click()
  await page.getByTestId(`sign-in-${userId}`).click()
  await page.waitForURL(`**/dashboard${place}`)
  await page.locator('h1').waitFor()
}

test('an owner signs in, finds a channel, decides how long it is kept, and finds it so again', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await signIn(page, '/channels?policy=allowed', OWNER)
  const first = page.getByRole('table', { name: 'Channels' }).getByRole('link').first()
  const name = (await first.textContent()) ?? ''
  await page.getByRole('table', { name: 'Channels' }).getByText('Ready').first().waitFor()
  await page.getByLabel('Find').fill(name.slice(1))
  await page.waitForURL(`**search=${name.slice(1)}`)
  const days = page.getByLabel(`How long ${name} is kept, days`)
  await days.fill('365')
  await days.press('Enter')
  await page.getByText(`${name} is kept for 365 days`).waitFor()
  await page.reload()
  await days.waitFor()
  expect(await days.inputValue()).toBe('365')
  await expectFitsEverybody(page)

  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByText('What is read').waitFor()
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('the work is followed as it happens', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await signIn(page, '/work', OWNER)
  await page.getByRole('button', { name: 'Compare with Slack now' }).click()
  await page.getByText('Backscroll compares itself with Slack now').waitFor()
  await page.getByRole('table', { name: 'Earlier readings' }).getByText('Finished').first().waitFor()
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})
