import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { company, session } from './company.ts'
import { expectStateFits } from './fits-everybody.ts'
import { governed } from './governed.ts'
import { Refusal, type StandInApi, startStandInApi } from './stand-in-api.ts'
import { erasureRows } from './taken-out.ts'

const [erasing, erased] = erasureRows
let browser: Browser
let api: StandInApi
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
  api = await startStandInApi({ ...company, ...governed, createErasure: () => erasing ?? new Refusal(500) })
}, 600_000)
beforeEach(() => {
  api.say({ ...company, ...governed, getSession: session })
  api.changes.length = 0
})
afterAll(async () => {
  await browser?.close()
  await api?.[Symbol.asyncDispose]()
})
/** What an erasure would take out. */
const counted = { messages: 12, questions: 1, answersFromThem: 3, posts: 1, obstacle: null }
const changed = () => api.changes.map(({ method, path, body }) => ({ method, path, body }))

test('a channel is erased once its name is typed, and the receipt of an erasure is a file', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/data`)
  await page.getByRole('button', { name: 'Erase a channel' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '#general' }).click()
  const erase = dialog.getByRole('button', { name: 'Erase the channel' })
  await dialog.getByRole('textbox').fill('genera')
  expect(await erase.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').press('Enter')
  expect(api.changes).toEqual([])
  await expectStateFits(page)
  await dialog.getByRole('textbox').fill('general')
  await erase.click()
  await page.getByText('The erasure has begun').waitFor()
  expect(changed()).toEqual([
    { method: 'POST', path: '/v1/erasures', body: { kind: 'channel', channelId: 'C0GENERAL', confirm: 'C0GENERAL' } },
  ])

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the receipt of #offsite-2024' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toMatch(/^receipt-.*\.jws$/)
  expect(await readFile(await file.path(), 'utf8')).toBe(erased?.receipt)
})

test('a thread is erased by its link, once its number of messages is typed', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  const asked: string[] = []
  api.say({
    previewErasure: (query) => {
      asked.push(query.toString())
      return { ...counted, kind: 'thread', target: 'C0GENERAL:1767225600.000100', confirm: 'C0GENERAL:1767225600.000100' }
    },
  })
  await page.goto(`${api.url}/data`)
  await page.getByText('Thread of').waitFor()
  await page.getByRole('button', { name: 'Erase a thread' }).click()
  const dialog = page.getByRole('dialog')
  const link = 'https://northwind.slack.com/archives/C0GENERAL/p1767225600000100'
  await dialog.getByRole('textbox').fill(` ${link} `)
  await expectStateFits(page)
  await dialog.getByRole('textbox').press('Enter')
  await dialog.getByText('12 messages and 1 question asked there are erased here. 3 answers elsewhere lose').waitFor()
  const erase = dialog.getByRole('button', { name: 'Erase the thread' })
  await dialog.getByRole('textbox').fill('erase 11 messages')
  expect(await erase.isDisabled()).toBe(true)
  await expectStateFits(page)
  await dialog.getByRole('textbox').fill('erase 12 messages')
  await erase.click()
  await page.getByText('The erasure has begun').waitFor()
  const body = { kind: 'thread', permalink: link, confirm: 'C0GENERAL:1767225600.000100' }
  expect(changed()).toEqual([{ method: 'POST', path: '/v1/erasures', body }])
  expect(asked.at(-1)).toBe(new URLSearchParams({ kind: 'thread', permalink: link }).toString())
  expect(errors).toEqual([])
})

test('a period is erased by its days, in one channel; a hold says why not', async () => {
  await using person = await visit(browser)
  const { page } = person
  const about = { ...counted, kind: 'period' as const, target: 'a/b', confirm: 'from/to' }
  api.say({ previewErasure: { ...about, obstacle: 'This channel is on hold. Lift the hold first.' } })
  await page.goto(`${api.url}/data`)
  const choose = async () => {
    await page.getByRole('button', { name: 'Erase a period' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('First day').fill('2026-02-10')
    await dialog.getByLabel('Last day').fill('2026-02-09')
    await dialog.getByText('Is before the first day').waitFor()
    await dialog.getByLabel('Last day').fill('2026-02-11')
    await dialog.getByRole('radio', { name: 'One channel' }).check()
    expect(await dialog.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '#general' }).click()
    await expectStateFits(page)
    await dialog.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('dialog', { name: 'Erase Feb 10, 2026 to Feb 11, 2026 in #general' }).waitFor()
    return dialog
  }
  const refused = await choose()
  await refused.getByText('This channel is on hold').waitFor()
  await expectStateFits(page)
  await refused.getByRole('button', { name: 'Close', exact: true }).click()
  api.say({ previewErasure: about })
  const dialog = await choose()
  await dialog.getByRole('textbox').fill('erase 12 messages')
  await dialog.getByRole('textbox').press('Enter')
  await page.getByText('The erasure has begun').waitFor()
  const [change] = changed()
  expect(change?.body).toMatchObject({ kind: 'period', channelId: 'C0GENERAL', confirm: 'from/to' })
  const { from = '', to = '' } = (change?.body ?? {}) as { from?: string; to?: string }
  expect(Date.parse(to) - Date.parse(from)).toBe(2 * 86_400_000)
})

test('everything is erased only by the name of the workspace', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/data`)
  await page.getByRole('button', { name: 'Erase everything' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(session.team.name)
  expect(await dialog.getByRole('button', { name: 'Erase everything' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill(session.team.domain)
  await dialog.getByRole('textbox').press('Enter')
  await expect.poll(changed).toEqual([{ method: 'POST', path: '/v1/erasures', body: { kind: 'team', confirm: session.team.domain } }])
})
