import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { ANSWER } from './answers-of-company.ts'
import { company } from './company.ts'
import { expectStateFits } from './fits-everybody.ts'
import { startStandInApi } from './stand-in-api.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
}, 600_000)
afterAll(() => browser?.close())

test('what narrows a question is chosen among thousands, stands in the address, and goes with the question', async () => {
  await using api = await startStandInApi(company)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/ask`)
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('How do we roll back?')
  const channels = page.getByRole('combobox', { name: 'Channels' })
  await channels.click()
  await channels.fill('backend')
  await page.getByRole('option', { name: '#eng-backend' }).click()
  await page.waitForURL('**channels=C0BACKEND**')
  await expectStateFits(page)
  await page.keyboard.press('Escape')
  // a phone shows them once it is asked to
  await page.getByRole('button', { name: 'Filters (1)' }).click()
  await expectStateFits(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  const people = page.getByRole('combobox', { name: 'Written by' })
  await people.click()
  await people.fill('tom')
  await page.getByRole('option', { name: 'Tom Weir' }).click()
  await page.keyboard.press('Escape')
  await page.getByLabel('Time').selectOption({ label: 'Last 30 days' })
  await page.getByLabel('a link').check()
  await page.getByLabel('Sources').selectOption('50')
  await page.waitForURL('**sources=50**')
  await page.reload()
  await page.getByText('#eng-backend', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('How do we roll back?')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('region', { name: 'Answer' }).waitFor()
  expect(api.changes.at(-1)).toMatchObject({
    method: 'POST',
    path: '/v1/ask',
    body: {
      question: 'How do we roll back?',
      channels: ['C0BACKEND'],
      authors: ['U0TOM'],
      daysBack: 30,
      hasLink: true,
      maxSources: 50,
    },
  })
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.waitForURL((address) => !address.searchParams.has('channels') && !address.searchParams.has('days'))
  expect(errors).toEqual([])
})

test('a source is copied, an answer is saved with a note, an earlier question is asked again and deleted', async () => {
  await using api = await startStandInApi(company)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${api.url}/ask?q=How+do+we+roll+back%3F`)
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer
    .getByRole('button', { name: /^Copy quote of/ })
    .first()
    .click()
  await answer.getByText('Copied', { exact: true }).first().waitFor()
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(
    /^"To roll billing back: .*Tom Weir in #eng-backend, .*https:\/\/yardwren\.slack\.com/s,
  )
  await answer.getByRole('button', { name: 'Save', exact: true }).click()
  await answer.getByLabel('Saved, with a note for yourself').fill('for the runbook')
  await answer.getByRole('button', { name: 'Keep the note' }).click()
  await expect
    .poll(() => api.changes.at(-1))
    .toMatchObject({ method: 'PUT', path: `/v1/answers/${ANSWER}/saved`, body: { note: 'for the runbook' } })

  const list = page.getByRole('region', { name: 'Your questions' })
  await list.getByRole('button', { name: 'Ask again: Which queue do invoices wait in?' }).click()
  await page.waitForURL('**channels=C0BACKEND**')
  await expect
    .poll(() => api.changes.at(-1)?.body)
    .toMatchObject({
      question: 'Which queue do invoices wait in?',
      channels: ['C0BACKEND'],
      authors: ['U0TOM'],
      daysBack: 30,
      hasCode: true,
    })
  await list.getByRole('button', { name: 'Delete: Which queue do invoices wait in?' }).click()
  const sure = page.getByRole('dialog', { name: 'Delete this question?' })
  await expectStateFits(page)
  await sure.getByRole('button', { name: 'Delete the question' }).click()
  await list.getByRole('button', { name: 'Delete: Which queue do invoices wait in?' }).waitFor({ state: 'detached' })
  expect(api.changes.at(-1)).toMatchObject({ method: 'DELETE', path: expect.stringMatching(/^\/v1\/questions\//) })
  expect(errors).toEqual([])
})

test('the hits go on page by page, each under its own number', async () => {
  await using api = await startStandInApi(company)
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/ask?mode=search&q=billing`)
  await page.getByRole('article', { name: 'Result 1', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.waitForURL('**cursor=more-hits**')
  await page.getByRole('article', { name: 'Result 2', exact: true }).waitFor()
  await page.getByText('Why it is here').click()
  await expectStateFits(page)
  await page.goBack()
  await page.getByRole('article', { name: 'Result 1', exact: true }).waitFor()
  expect(errors).toEqual([])
})

test('an answer of the log is asked again beside the first, marked as wrong, and put into a new set', async () => {
  await using api = await startStandInApi({ ...company, listEvaluationSets: { data: [], nextCursor: null, hasMore: false } })
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/answers?answer=${ANSWER.slice(0, -1)}2`)
  const drawer = page.getByRole('dialog', { name: 'Answer' })
  await drawer.getByRole('button', { name: 'Ask again as yourself' }).click()
  await drawer.getByRole('region', { name: 'Asked again as yourself, just now' }).waitFor()
  await expectStateFits(page)
  await drawer.getByRole('button', { name: 'Mark as wrong' }).click()
  await expect.poll(() => api.changes.at(-1)).toMatchObject({ method: 'PUT', body: { verdict: 'bad', reason: 'wrong' } })
  await drawer.getByRole('button', { name: 'Add to evaluation' }).click()
  await page.getByText('The question is in the set').waitFor()
  expect(api.changes.slice(-2)).toMatchObject([
    { path: '/v1/evaluations/sets', body: { items: [{ query: 'Who owns the on-call rota for payments?' }] } },
    { path: `/v1/answers/${ANSWER.slice(0, -1)}2/evaluation`, body: { setId: ANSWER } },
  ])
  expect(errors).toEqual([])
})
