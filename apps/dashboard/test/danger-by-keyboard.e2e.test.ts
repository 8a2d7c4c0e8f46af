import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { company } from './company.ts'
import { governed } from './governed.ts'
import { Refusal, startStandInApi } from './stand-in-api.ts'
import { erasureRows } from './taken-out.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
}, 600_000)
afterAll(() => browser?.close())
const shots = process.env.SCREENSHOTS

test('erasing a channel works by keyboard alone; the focus goes into the dialog and back to what opened it', async () => {
  await using api = await startStandInApi({ ...company, ...governed, createErasure: () => erasureRows[0] ?? new Refusal(500) })
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/data`)
  const opener = page.getByRole('button', { name: 'Erase a channel' })
  const isFocused = (place: Locator) => place.and(page.locator(':focus')).waitFor()
  await opener.focus()
  await page.keyboard.press('Enter')
  await isFocused(page.getByRole('textbox', { name: 'Channel' }))
  await page.keyboard.type('gen')
  const channel = page.getByRole('dialog').getByRole('button', { name: '#general' })
  await channel.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const typed = page.getByRole('textbox', { name: 'Type general to confirm' })
  await isFocused(typed)
  if (shots) await page.screenshot({ path: `${shots}/erase-channel.png` })
  await page.keyboard.press('Escape')
  await isFocused(opener)
  expect(api.changes).toEqual([])

  await page.keyboard.press('Enter')
  await channel.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await isFocused(typed)
  await page.keyboard.type('general')
  await page.keyboard.press('Enter')
  await page.getByText('The erasure has begun').waitFor()
  await isFocused(opener)
  expect(errors).toEqual([])
})
