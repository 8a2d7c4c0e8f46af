import type { Overview } from '@backscroll/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { company, session } from './company.ts'
import { expectStateFits } from './fits-everybody.ts'
import { governed, madeInvite, madeKey } from './governed.ts'
import { Refusal, type StandInApi, startStandInApi } from './stand-in-api.ts'
import { exportRows } from './taken-out.ts'

const [exporting] = exportRows
let browser: Browser
let api: StandInApi
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
  api = await startStandInApi({
    ...company,
    ...governed,
    createKey: madeKey,
    createInvite: madeInvite,
    createExport: () => exporting ?? new Refusal(500),
  })
}, 600_000)
beforeEach(() => {
  api.say({ ...company, ...governed, getSession: session })
  api.changes.length = 0
})
afterAll(async () => {
  await browser?.close()
  await api?.[Symbol.asyncDispose]()
})
const changed = () => api.changes.map(({ method, path, body }) => ({ method, path, body }))

test('a key is made with its scopes and days, is shown once, and is revoked after a question', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/keys`)
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'Ask questions' }).check()
  await dialog.getByRole('spinbutton', { name: 'Good for days' }).fill('30')
  await expectStateFits(page)
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toBe(madeKey.key)
  await expectStateFits(page)
  await dialog.getByRole('button', { name: 'I have it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Make a key' }).click()
  await dialog.getByRole('button', { name: 'Make the key' }).waitFor()
  expect(await page.content()).not.toContain(madeKey.key)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Revoke the key abcdefgh2345' }).click()
  await dialog.getByRole('button', { name: 'Revoke the key' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(changed()).toEqual([
    { method: 'POST', path: '/v1/keys', body: { scopes: ['search', 'ask'], days: 30, actsAs: session.user.userId } },
    { method: 'DELETE', path: '/v1/keys/abcdefgh2345', body: null },
  ])
  expect(errors).toEqual([])
})

test('members are offered what is theirs, and an address beyond their role says why', async () => {
  await using person = await visit(browser)
  const { page } = person
  api.say({ getSession: { ...session, role: 'member', isOperator: false } })
  await page.goto(`${api.url}/data`)
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('radio', { name: 'The workspace (owners only)' }).isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: 'Begin the export' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(changed()).toEqual([{ method: 'POST', path: '/v1/exports', body: { person: session.user.userId, format: 'jsonl' } }])
  expect(await page.getByRole('button', { name: 'Erase a channel' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0)
  await page.goto(`${api.url}/settings`)
  await page.getByText('This page needs the role admin').waitFor()
})

test('the last owner keeps the role and the page says why; somebody else is given one by name', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/members`)
  expect(await page.getByRole('combobox', { name: 'Role of Maya Okafor' }).isDisabled()).toBe(true)
  await page.getByText('The last owner. Make somebody else an owner first.').waitFor()
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Person' }).fill('Tom')
  await dialog.getByRole('button', { name: 'Tomás Ruiz' }).click()
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('admin')
  await expectStateFits(page)
  await dialog.getByRole('button', { name: 'Give the role' }).click()
  await page.getByText('Tomás Ruiz is admin now').waitFor()
  expect(changed()).toEqual([{ method: 'PUT', path: '/v1/members/U0TOMA', body: { role: 'admin' } }])
})

test('somebody is invited by a link that is shown once, and is sent only when that is pressed', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/members`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Person' }).fill('Tom')
  await dialog.getByRole('button', { name: 'Tomás Ruiz' }).click()
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('analyst')
  await expectStateFits(page)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Link' }).inputValue()).toBe(madeInvite.url)
  await expectStateFits(page)
  expect(changed()).toEqual([{ method: 'POST', path: '/v1/invites', body: { userId: 'U0TOMA', role: 'analyst' } }])
  await dialog.getByRole('button', { name: 'Send it in Slack' }).click()
  await dialog.getByText('The app has sent it to Tomás Ruiz').waitFor()
  expect(changed().at(-1)).toEqual({ method: 'POST', path: `/v1/invites/${madeInvite.id}/send`, body: { url: madeInvite.url } })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain(madeInvite.url)
  await page.getByRole('button', { name: 'Take back the invitation of Tomás Ruiz' }).click()
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(changed().at(-1)).toMatchObject({ method: 'DELETE', path: expect.stringMatching(/^\/v1\/invites\//) })
  expect(errors).toEqual([])
})

test('somebody is deactivated after a question, let in again without one, and signed out everywhere', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/members`)
  expect(await page.getByRole('button', { name: 'Deactivate Maya Okafor' }).getAttribute('aria-disabled')).toBe('true')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Deactivate Tom Weir' }).click()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Reactivate Olaf Brandt' }).click()
  await expect.poll(() => changed().length).toBe(2)
  await page.getByRole('button', { name: 'Sign Tom Weir out everywhere' }).click()
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(changed()).toEqual([
    { method: 'PUT', path: '/v1/members/U0TOM/status', body: { state: 'deactivated' } },
    { method: 'PUT', path: '/v1/members/U0LEFT/status', body: { state: 'active' } },
    { method: 'DELETE', path: '/v1/members/U0TOM/sessions', body: null },
  ])
})

test('the overview tells admins what was done latest, and what is done most is one press away', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/`)
  await page.getByText('Tom Weir allowed the channel #general.').waitFor()
  const actions = page.getByRole('navigation', { name: 'Quick actions' })
  await actions.getByRole('button', { name: 'Compare with Slack' }).click()
  await page.getByText('Every channel is being compared with Slack').waitFor()
  expect(changed()).toEqual([{ method: 'POST', path: '/v1/work/sync', body: {} }])
  await actions.getByRole('link', { name: 'Invite somebody' }).click()
  await page.waitForURL('**/members')
  // an analyst is offered to ask, and is told nothing of the audit log
  api.say({ getSession: { ...session, role: 'analyst' }, getOverview: { ...(company.getOverview as Overview), activity: null } })
  await page.goto(`${api.url}/`)
  await actions.getByRole('link', { name: 'Ask a question' }).waitFor()
  expect([await actions.getByRole('link').count(), await actions.getByRole('button').count()]).toEqual([1, 0])
  expect(await page.getByText('The whole audit log').count()).toBe(0)
  expect(errors).toEqual([])
})

test('whoever runs the server sets what a model costs', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(`${api.url}/system`)
  await page.getByRole('button', { name: 'Set a price' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Model' }).fill('command-a-03-2025')
  await dialog.getByRole('combobox', { name: 'Price of' }).selectOption('output_token')
  await dialog.getByRole('textbox', { name: 'US dollars for a million' }).fill('nothing')
  await dialog.getByRole('textbox', { name: 'Where it comes from' }).fill('their list of May')
  await dialog.getByLabel('From', { exact: true }).fill('2026-05-12')
  expect(await dialog.getByRole('button', { name: 'Set the price' }).isDisabled()).toBe(true)
  await expectStateFits(page)
  await dialog.getByRole('textbox', { name: 'US dollars for a million' }).fill('10.5')
  await dialog.getByRole('button', { name: 'Set the price' }).click()
  await dialog.waitFor({ state: 'detached' })
  const price = { provider: 'cohere', model: 'command-a-03-2025', unit: 'output_token', usdPerMillion: 10.5, validFrom: '2026-05-12' }
  expect(changed()).toEqual([
    { method: 'PUT', path: '/v1/system/prices', body: { ...price, note: 'their list of May', isEstimate: false } },
  ])
  expect(errors).toEqual([])
})

test('usage is narrowed to a purpose in the address', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/usage?days=30`)
  await page.getByRole('combobox', { name: 'Called for' }).selectOption('rerank')
  await expect.poll(() => new URL(page.url()).searchParams.get('purpose')).toBe('rerank')
  const models = page.getByRole('table', { name: 'Calls by model and purpose' })
  await expect.poll(() => models.getByRole('row').count()).toBe(2)
  await page.getByRole('table', { name: 'Top channels' }).getByText('#eng-backend').waitFor()
})

test('the audit log is narrowed in the address, and shows names and values on demand', async () => {
  await using person = await visit(browser)
  const { page } = person
  await page.goto(`${api.url}/audit`)
  await page.getByRole('combobox', { name: 'What was done' }).selectOption('settings.change')
  await expect.poll(() => new URL(page.url()).search).toBe('?action=settings.change')
  await page.getByRole('button', { name: 'Details: Maya Okafor changed Tone' }).click()
  await page.getByText('answer_tone to').waitFor()
  await expectStateFits(page)
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('cursor')).toBe('more')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
})
