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

test('an answer is asked for here, its source opens the very message in Slack, and the log shows how it came about', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  const { question, contains, expect: expected } = demo.world.questions.threadReply
  await signIn(page, '/ask', OWNER)
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill(question)
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByText('Answered').waitFor()
  expect(await answer.textContent()).toContain(contains)
  await expectFitsEverybody(page)
  const source = answer.locator(`a[href*="p${expected[0]?.ts.replace('.', '')}"]`).first()
  const opened = page.waitForEvent('popup')
  await source.click()
  const slack = await opened
  const target = slack.getByTestId('thread-pane').getByTestId('permalink-target')
  await target.waitFor()
  expect(await target.textContent()).toContain(contains)
  await slack.close()

  await page.goto(`${demo.serverUrl}/dashboard/answers`)
  await page.getByRole('button', { name: question }).first().click()
  const details = page.getByRole('dialog', { name: 'Answer' })
  await details.getByText('Steps').waitFor()
  await details.getByRole('button', { name: 'Helpful', exact: true }).click()
  await details.getByText('Your rating is kept').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('table', { name: 'Answers' }).getByRole('img', { name: 'helpful', exact: true }).first().waitFor()
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('every page of the menu opens on a real server', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await signIn(page, '/', OWNER)
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const labels = await links.allTextContents()
  expect(labels).toContain('Overview')
  for (const label of labels) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: label, exact: true }).click()
    await page.locator('h1').waitFor()
    await page.locator('[role="status"][aria-label="Loading"]').first().waitFor({ state: 'detached' })
    expect(await page.getByText('This could not be loaded').count(), `${label} cannot be loaded`).toBe(0)
  }
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})
