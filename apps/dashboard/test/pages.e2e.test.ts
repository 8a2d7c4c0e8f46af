import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { ANSWER } from './answers-of-company.ts'
import { company, session } from './company.ts'
import { settings } from './governed.ts'
import { startStandInApi } from './stand-in-api.ts'

/** The company, with its settings: the page of channels says what happens with new ones. */
const answered = { ...company, getSettings: settings }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
}, 600_000)
afterAll(() => browser?.close())

test('a change is stored at once with the token of the session, and Undo takes it back', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/channels`)
  const days = page.getByLabel('How long #eng-backend is kept, days')
  await days.fill('30')
  await days.press('Enter')
  await page.getByText('#eng-backend is kept for 30 days').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('#eng-backend is kept for 180 days').waitFor()
  const change = (retentionDays: number) => ({
    method: 'PATCH',
    path: '/v1/channels/C0BACKEND',
    body: { retentionDays },
    csrf: session.csrfToken,
  })
  expect(api.changes).toEqual([change(30), change(180)])
  expect(errors).toEqual([])
})

test('a change that fails is taken back, with the reason and the id of the request', async () => {
  await using api = await startStandInApi({ ...answered, changeChannel: undefined } as typeof company)
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/channels`)
  const answers = page.getByRole('switch', { name: 'Answer from #general' })
  await answers.waitFor()
  expect(await answers.isChecked()).toBe(true)
  await answers.focus()
  await page.keyboard.press('Space')
  await page.getByText('There is no such thing.').waitFor()
  await page.getByText('req-1').waitFor()
  expect(await answers.isChecked()).toBe(true)
})

test('who types slower than a filter waits loses neither a letter nor a space, and takes it all back at once', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/channels`)
  const find = page.getByLabel('Find')
  await find.pressSequentially('a b c', { delay: 400 })
  await page.waitForURL('**/channels?search=a+b+c')
  expect(await find.inputValue()).toBe('a b c')
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await page.waitForURL('**/channels')
  expect(await find.inputValue()).toBe('')
  expect(errors).toEqual([])
})

test('filters stand in the address: a reload and a shared link show the same', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/channels`)
  await page.getByLabel('Find').fill('back')
  await page.waitForURL('**/channels?search=back')
  await page.getByLabel('Status').selectOption('reading')
  await page.waitForURL('**/channels?search=back&status=reading')
  await page.getByRole('link', { name: '#general' }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('link', { name: '#eng-backend' }).waitFor()
  expect(await page.getByLabel('Find').inputValue()).toBe('back')
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.waitForURL('**cursor=next')
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await page.waitForURL('**/channels')
  expect(errors).toEqual([])
})

test('many channels are allowed at once', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/channels`)
  await page.getByLabel('Choose all 5 on this page').check()
  await page.getByRole('toolbar', { name: 'Chosen channels' }).getByRole('button', { name: 'Allow' }).click()
  await page.getByText('1 channel allowed').waitFor()
  expect(api.changes).toEqual([
    {
      method: 'POST',
      path: '/v1/channels/policy',
      body: { channelIds: ['C0GENERAL', 'C0BACKEND', 'C0RANDOM', 'C0OPS', 'C0SECRET'], policy: 'allowed' },
      csrf: session.csrfToken,
    },
  ])
  expect(errors).toEqual([])
})

test('from the keyboard alone: to the page for asking, a question, and the first source in reach', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/`)
  await page.locator('h1').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Page or question' }).waitFor()
  await page.keyboard.type('How do we roll back the billing service?')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ask?q=**')
  await page.getByRole('textbox', { name: 'Question', exact: true }).focus()
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(`**answer=${ANSWER}`)
  const answer = page.getByRole('region', { name: 'Answer' })
  const first = answer.getByRole('link', { name: 'Open in Slack the message of Tom Weir in #eng-backend' }).first()
  await first.focus()
  expect(await first.getAttribute('href')).toMatch(/^https:\/\/yardwren\.slack\.com\/archives\/C0BACKEND\/p\d+$/)
  // what people wrote is text, whatever it looks like
  await answer.getByText('<b>Not bold</b>').waitFor()
  expect(errors).toEqual([])
})

test('whoever is not signed in any more goes to sign in and comes back to where they were', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page } = person
  await page.route('**/v1/session', (route) =>
    route.fulfill({ status: 401, json: { code: 'unauthenticated', detail: 'Sign in.', requestId: 'r' } }),
  )
  await page.goto(`${api.url}/channels?search=back`)
  await page.waitForURL('**/login?return=%2Fdashboard%2Fchannels%3Fsearch%3Dback')
})

test('a member comes to ask, and sees neither the pages of admins nor the ways to them', async () => {
  await using api = await startStandInApi({ ...answered, getSession: { ...session, role: 'member', isOperator: false } })
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/`)
  await page.waitForURL('**/dashboard/ask')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ask' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Channels' }).count()).toBe(0)
  await page.goto(`${api.url}/channels`)
  await page.getByText('This page needs the role admin').waitFor()
  expect(errors).toEqual([])
})

test('the log is saved as it is narrowed, and a failure says why', async () => {
  await using api = await startStandInApi(company)
  await using person = await visit(browser)
  const { page, errors } = person
  const asked: string[] = []
  await page.route('**/v1/answers/download?**', (route) => {
    asked.push(new URL(route.request().url()).search)
    return asked.length === 1
      ? route.fulfill({ body: 'askedAt,asker\r\n', contentType: 'text/csv' })
      : route.fulfill({ status: 429, json: { detail: 'Too many calls. Wait a minute.', code: 'rate_limited', requestId: 'req-9' } })
  })
  await page.goto(`${api.url}/answers?state=answered&view=bad&model=command-a`)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save this list' }).click()
  await page.getByRole('menuitem', { name: 'As CSV, for spreadsheets' }).click()
  const saved = await coming
  expect([saved.suggestedFilename(), await readFile(await saved.path(), 'utf8')]).toEqual(['answers.csv', 'askedAt,asker\r\n'])
  await page.getByRole('button', { name: 'Save this list' }).click()
  await page.getByRole('menuitem', { name: 'As JSON lines, for programs' }).click()
  await page.getByText('Too many calls. Wait a minute.').waitFor()
  expect(asked).toEqual([
    '?state=answered&model=command-a&feedback=bad&format=csv',
    '?state=answered&model=command-a&feedback=bad&format=jsonl',
  ])
  expect(errors.filter((error) => !error.includes('429'))).toEqual([])
})

test('the focus goes with the person to another page', async () => {
  await using api = await startStandInApi(answered)
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/channels`)
  await page.getByRole('link', { name: 'Reading and jobs' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Reading and jobs' }).waitFor()
  await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('content')
})
