import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../../demo/test/open-browser.ts'
import { openSlackAs } from '../../demo/test/walk.ts'
import { COMPANY, type DemoCompany, OWNER, openDemoCompany } from './demo-company.ts'
import { expectFitsEverybody } from './fits-everybody.ts'

/** What the browser itself notes of the question who is signed in when nobody is, and of a conflict. */
const EXPECTED = /status of (401|409)/
let company: DemoCompany
beforeAll(async () => {
  company = await openDemoCompany(process.env)
}, 600_000)
afterAll(() => company?.[Symbol.asyncDispose]())

const askBy = async (page: Page, question: string): Promise<void> => {
  await page.getByTestId('composer').fill(`/ask ${question}`)
  await page.getByTestId('composer').press('Enter')
}

test('a setting acts in Slack as soon as it is stored, and the audit log tells of it', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/settings')
  await page.getByRole('switch', { name: 'Commands' }).click({ force: true })
  await page.getByText('Commands: off').waitFor()
  await using colleague = await visit(company.browser)
  await openSlackAs(colleague.page, company.demo, COMPANY, OWNER)
  await askBy(colleague.page, 'who owns billing?')
  await colleague.page.getByTestId('ephemeral').filter({ hasText: 'switched off' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.getByRole('switch', { name: 'Commands' }).isChecked()).toBe(true)
  await page.goto(`${company.demo.serverUrl}/dashboard/audit?action=settings.change`)
  await page.getByText('changed settings: slash_enabled').first().waitFor()
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !EXPECTED.test(error))).toEqual([])
})

test('two tabs that change the same setting: the slower one is shown both values and chooses', async () => {
  await using person = await visit(company.browser)
  const { page } = person
  await company.signIn(page, '/settings')
  const other = await page.context().newPage()
  await other.goto(page.url())
  const toneIn = (tab: Page) => tab.getByRole('combobox', { name: 'Tone' })
  await toneIn(other).waitFor()
  await toneIn(other).selectOption('casual')
  await other.getByText('Tone: Casual').waitFor()
  await toneIn(page).selectOption('technical')
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed this' })
  await dialog.getByRole('row', { name: 'Stored now Casual' }).waitFor()
  await dialog.getByRole('row', { name: 'Yours Technical' }).waitFor()
  const saved = page.waitForResponse((reply) => reply.request().method() === 'PATCH' && reply.ok())
  await dialog.getByRole('button', { name: 'Use mine' }).click()
  await saved
  await page.getByRole('button', { name: 'Reset Tone' }).waitFor()
  await other.reload()
  await expect.poll(() => toneIn(other).inputValue(), { timeout: 30_000 }).toBe('technical')
})

test('a key that is made here searches, and is refused once it is revoked', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/keys')
  await page.getByRole('button', { name: 'Make a key' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  const shown = dialog.getByRole('textbox', { name: 'Key' })
  await shown.waitFor()
  const key = await shown.inputValue()
  await dialog.getByRole('button', { name: 'I have it' }).click()
  const search = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    return (await fetch(`${company.demo.serverUrl}/v1/search`, { method: 'POST', headers, body: '{"query":"billing"}' })).status
  }
  expect(await search()).toBe(200)
  await page.getByRole('button', { name: /^Revoke the key/ }).click()
  await dialog.getByRole('button', { name: 'Revoke the key' }).click()
  await page.getByText('Revoked', { exact: true }).waitFor()
  expect(await search()).toBe(401)
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !EXPECTED.test(error))).toEqual([])
})

test('an export is written and its file is downloaded', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/data')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Begin the export' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const file = await saving
  expect((await readFile(await file.path())).length).toBeGreaterThan(1_000)
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !EXPECTED.test(error))).toEqual([])
})

test('a channel is erased by typing its name, and the receipt says so', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/data')
  await page.getByRole('button', { name: 'Erase a channel' }).click()
  const dialog = page.getByRole('dialog')
  const choice = dialog.getByRole('button', { name: /^#/ }).first()
  await choice.waitFor()
  await choice.click()
  const name = (await dialog.locator('code').first().textContent()) ?? ''
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Erase the channel' }).click()
  await page.getByText('Erased', { exact: true }).waitFor()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the receipt' }).click()
  const receipt = await readFile(await (await saving).path(), 'utf8')
  const said = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  expect(said).toMatchObject({ kind: 'channel' })
  expect(JSON.stringify(said)).not.toContain(name)
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !EXPECTED.test(error))).toEqual([])
})

test.for(['/members', '/sessions', '/usage', '/system'])('%s shows what the server holds', async (place) => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, place)
  await page.locator('[role="status"][aria-label="Loading"]').first().waitFor({ state: 'detached' })
  expect(await page.getByText('This could not be loaded').count()).toBe(0)
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !EXPECTED.test(error))).toEqual([])
})
