import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../../demo/test/open-browser.ts'
import { openSlackAs } from '../../demo/test/walk.ts'
import { COMPANY, type DemoCompany, OWNER, openDemoCompany } from './demo-company.ts'
import { expectFitsEverybody, expectStateFits } from './fits-everybody.ts'
import { tabTo } from './tab-to.ts'

/** What the browser itself notes of the question who is signed in, when nobody is. */
const NOBODY = /status of 401/

let company: DemoCompany
beforeAll(async () => {
  company = await openDemoCompany(process.env)
}, 600_000)
afterAll(() => company?.[Symbol.asyncDispose]())

const askBy = async (page: Page, question: string): Promise<void> => {
  await page.getByTestId('composer').fill(`/ask ${question}`)
  await page.getByTestId('composer').press('Enter')
}

test('an owner signs in, finds a channel, decides how long it is kept, and finds it so again', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/channels?policy=allowed')
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
  await expectStateFits(page)

  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByText('What is read').waitFor()
  await expectFitsEverybody(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('the work is followed as it happens', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/work')
  await page.getByRole('button', { name: 'Compare with Slack now' }).click()
  await page.getByText('Backscroll compares itself with Slack now').waitFor()
  await page.getByRole('table', { name: 'Earlier readings' }).getByText('Finished').first().waitFor()
  await expectStateFits(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('an answer is asked for here, its source opens the very message in Slack, and the log shows how it came about', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  const { question, contains, expect: expected } = company.demo.world.questions.threadReply
  await company.signIn(page, '/ask')
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill(question)
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByText('Answered').waitFor()
  expect(await answer.textContent()).toContain(contains)
  await expectStateFits(page)
  const source = answer.locator(`a[href*="p${expected[0]?.ts.replace('.', '')}"]`).first()
  const opened = page.waitForEvent('popup')
  await source.click()
  const slack = await opened
  const target = slack.getByTestId('thread-pane').getByTestId('permalink-target')
  await target.waitFor()
  expect(await target.textContent()).toContain(contains)
  await slack.close()

  await page.goto(`${company.demo.serverUrl}/dashboard/answers`)
  await page.getByRole('button', { name: question }).first().click()
  const details = page.getByRole('dialog', { name: 'Answer' })
  await details.getByText('Steps').waitFor()
  await details.getByRole('button', { name: 'Helpful', exact: true }).click()
  await details.getByText('Your rating is kept').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('table', { name: 'Answers' }).getByRole('img', { name: 'helpful', exact: true }).first().waitFor()
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('from the keyboard alone: signed in, asked in one channel, and the very message opened in Slack', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  const { question, contains, expect: expected } = company.demo.world.questions.threadReply
  await page.goto(`${company.demo.serverUrl}/dashboard/`)
  await page.getByTestId(`workspace-${COMPANY}`).waitFor()
  await tabTo(page, new RegExp(`^workspace-${COMPANY}`))
  await page.keyboard.press('Enter')
  await page.getByTestId(`sign-in-${OWNER}`).waitFor()
  await tabTo(page, new RegExp(`^sign-in-${OWNER}`))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard/')
  await page.locator('h1').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Page or question' }).waitFor()
  await page.keyboard.type(question)
  await page.getByRole('option', { name: `Ask: ${question}` }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ask?q=**')
  // a channel is chosen by a part of its name
  const channels = company.demo.world.workspaces.flatMap((workspace) => workspace.channels)
  const channel = channels.find(({ id }) => id === expected[0]?.channelId)?.name ?? ''
  await tabTo(page, /^\nChannels\n\nINPUT$/)
  await page.keyboard.type(channel.slice(0, 6))
  await page.getByRole('option', { name: `#${channel}`, exact: true }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**channels=C**')
  await tabTo(page, /^\nQuestion\n\nTEXTAREA$/, 'Shift+Tab')
  await page.keyboard.press('Control+Enter')
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByText('Answered').waitFor()
  const link = `p${expected[0]?.ts.replace('.', '')}`
  await tabTo(page, new RegExp(`Open in Slack(?:.|\\n)*${link}`))
  const opened = page.waitForEvent('popup')
  await page.keyboard.press('Enter')
  const slack = await opened
  const target = slack.getByTestId('thread-pane').getByTestId('permalink-target')
  await target.waitFor()
  expect(await target.textContent()).toContain(contains)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

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
  await expectStateFits(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
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
  await expectStateFits(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
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
  await expectStateFits(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
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
  await expectStateFits(page)
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})

test('every page of the menu opens on a real server and fits everybody', async () => {
  await using person = await visit(company.browser)
  const { page, errors } = person
  await company.signIn(page, '/')
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const labels = await links.allTextContents()
  expect(labels).toContain('Overview')
  for (const label of labels) {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: label, exact: true }).click()
    await page.locator('h1').waitFor()
    await page.locator('[role="status"][aria-label="Loading"]').first().waitFor({ state: 'detached' })
    expect(await page.getByText('This could not be loaded').count(), `${label} cannot be loaded`).toBe(0)
    await expectFitsEverybody(page)
  }
  expect(errors.filter((error) => !NOBODY.test(error))).toEqual([])
})
