import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { company } from './company.ts'
import { pages } from './every-page.ts'
import { expectStateFits } from './fits-everybody.ts'
import { governed } from './governed.ts'
import { type StandInApi, startStandInApi } from './stand-in-api.ts'

let browser: Browser
let api: StandInApi
const shots = process.env.SCREENSHOTS
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
  api = await startStandInApi({ ...company, ...governed })
  if (shots) mkdirSync(shots, { recursive: true })
}, 600_000)
afterAll(async () => {
  await browser?.close()
  await api?.[Symbol.asyncDispose]()
})

// each page in all four views on a real server: journey.e2e
test.for(Object.entries(pages))('%s fits a phone and a desk and keeps no one out, by day and by night', async ([name, path]) => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(api.url + path)
  await page.locator('h1').waitFor()
  await page.locator('[role="status"][aria-label="Loading"]').first().waitFor({ state: 'detached' })
  expect(await page.locator('h1').count(), 'headings of the first order').toBe(1)
  await expectStateFits(page, shots ? (view) => `${shots}/${name}-${view}.png` : undefined)
  expect(errors).toEqual([])
})
