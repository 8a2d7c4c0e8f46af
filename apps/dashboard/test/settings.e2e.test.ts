import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findChromium } from '../../demo/test/find-chromium.ts'
import { openBrowser, visit } from '../../demo/test/open-browser.ts'
import { session } from './company.ts'
import { expectStateFits } from './fits-everybody.ts'
import { governed } from './governed.ts'
import { keptSettings } from './kept-settings.ts'
import { Refusal, type StandInApi, startStandInApi } from './stand-in-api.ts'

let browser: Browser
let api: StandInApi
let kept = keptSettings()
beforeAll(async () => {
  browser = await openBrowser(findChromium(process.env))
  api = await startStandInApi({ ...governed, getSession: session })
}, 600_000)
beforeEach(() => {
  kept = keptSettings()
  api.say(kept.answers)
  api.changes.length = 0
})
afterAll(async () => {
  await browser?.close()
  await api?.[Symbol.asyncDispose]()
})

async function openSettings(page: Page): Promise<void> {
  await page.goto(`${api.url}/settings`)
  await page.getByRole('heading', { name: 'Where it answers' }).waitFor()
}

test('a switch is stored with the version that was seen, can be undone, and a setting goes back to its default', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await openSettings(page)
  const mentions = page.getByRole('switch', { name: 'Mentions' })
  await mentions.click({ force: true })
  await page.getByText('Mentions: off').waitFor()
  expect(kept.now().values.mention_enabled).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => kept.now().values.mention_enabled).toBe(true)
  expect(await mentions.isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Reset Tone to its default' }).click()
  await expect.poll(() => kept.now().values.answer_tone).toBe('professional')
  expect(api.changes.map(({ method, path, body, csrf }) => [method, path, body, csrf])).toEqual([
    ['PATCH', '/v1/settings', { mention_enabled: false }, session.csrfToken],
    ['PATCH', '/v1/settings', { mention_enabled: true }, session.csrfToken],
    ['PATCH', '/v1/settings', { answer_tone: null }, session.csrfToken],
  ])
  expect(errors).toEqual([])
})

test('a reaction is stored by its name, however it is typed; what is no name says so and is not sent', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await openSettings(page)
  const field = page.getByRole('textbox', { name: 'Keep what bears a reaction' })
  await field.fill('two words')
  await field.press('Enter')
  await page.getByText('Its name, such as pushpin').waitFor()
  await expectStateFits(page)
  await field.fill(':Pushpin:')
  await field.press('Enter')
  await page.getByText('Keep what bears a reaction: pushpin').waitFor()
  await expect.poll(() => field.inputValue()).toBe('pushpin')
  await field.fill('')
  await field.press('Enter')
  await page.getByText('Keep what bears a reaction: none').waitFor()
  expect(api.changes.map(({ body }) => body)).toEqual([{ keep_reaction: 'pushpin' }, { keep_reaction: null }])
  expect(errors).toEqual([])
})

test('when somebody else changed the same setting, both values are shown and a person chooses', async () => {
  await using person = await visit(browser)
  const { page } = person
  await openSettings(page)
  kept.changeBeside({ answer_length: 'detailed' })
  await page.getByRole('combobox', { name: 'Length' }).selectOption('concise')
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed this' })
  await dialog.getByRole('row', { name: 'Stored now Detailed' }).waitFor()
  await dialog.getByRole('row', { name: 'Yours Concise' }).waitFor()
  expect(kept.now().values.answer_length).toBe('detailed')
  await expectStateFits(page)
  await dialog.getByRole('button', { name: 'Use mine' }).click()
  await expect.poll(() => kept.now().values.answer_length).toBe('concise')
  await dialog.waitFor({ state: 'detached' })

  kept.changeBeside({ answer_length: 'balanced' })
  await page.getByRole('combobox', { name: 'Length' }).selectOption('detailed')
  await dialog.getByRole('button', { name: 'Keep what is stored' }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Length' }).inputValue()).toBe('balanced')
  expect(kept.now().values.answer_length).toBe('balanced')
})

test('what somebody else changed elsewhere does not stand in the way', async () => {
  await using person = await visit(browser)
  const { page } = person
  await openSettings(page)
  kept.changeBeside({ max_sources: 20 })
  await page.getByRole('combobox', { name: 'Length' }).selectOption('concise')
  await page.getByText('Length: Concise').waitFor()
  expect(kept.now().values).toMatchObject({ max_sources: 20, answer_length: 'concise' })
  await expect.poll(() => page.getByRole('spinbutton', { name: 'Most sources' }).inputValue()).toBe('20')
})

test('keeping messages for a shorter time is asked first; a number beyond its range is not sent', async () => {
  await using person = await visit(browser)
  const { page } = person
  await openSettings(page)
  const days = page.getByRole('spinbutton', { name: 'Keep messages' })
  await days.fill('9999')
  await page.getByText('1 to 3650 days').waitFor()
  await days.press('Enter')
  await days.fill('30')
  await days.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Keep messages for a shorter time?' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => days.inputValue()).toBe('400')
  expect(api.changes).toEqual([])
  await days.fill('30')
  await days.press('Enter')
  await dialog.getByRole('button', { name: 'Erase older messages' }).click()
  await expect.poll(() => kept.now().values.retention_days).toBe(30)
})

test('instructions are stored by a button, and leaving them unsaved asks first', async () => {
  await using person = await visit(browser)
  const { page } = person
  await openSettings(page)
  await page.getByRole('textbox', { name: 'Instructions' }).fill('Answer in one sentence.')
  let asked = ''
  page.once('dialog', (dialog) => {
    asked = dialog.message()
    void dialog.dismiss()
  })
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect.poll(() => asked).toContain('leave without saving')
  expect(new URL(page.url()).pathname).toBe('/dashboard/settings')
  await page.getByRole('button', { name: 'Save Instructions' }).click()
  await page.getByText('Instructions saved').waitFor()
  expect(kept.now().values.custom_instructions).toBe('Answer in one sentence.')
})

test('what the server refuses is taken back and told with its reason and the id of the request', async () => {
  await using person = await visit(browser)
  const { page } = person
  await openSettings(page)
  api.say({ changeSettings: () => new Refusal(422, { detail: 'The model is not known.' }) })
  await page.getByRole('combobox', { name: 'Model' }).selectOption('command-a-03-2025')
  await page.getByText('The model is not known.').waitFor()
  await page.getByText('req-1').waitFor()
  await expect.poll(() => page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('')
})

test('what is read: names are stored as a list, line by line, and an empty number stands for the server', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await openSettings(page)
  await page.getByText('This server reads 90 days back.').waitFor()
  await page.getByRole('combobox', { name: 'New channels' }).selectOption('Read public ones by name')
  await page.getByText('New channels: Read public ones by name').waitFor()
  await page.getByRole('textbox', { name: 'Names' }).fill('eng-*\n\n  !eng-secret \n')
  await page.getByRole('button', { name: 'Save Names' }).click()
  await page.getByText('Names saved').waitFor()
  expect(kept.now().values).toMatchObject({ channel_policy: 'name_rules', channel_name_rules: ['eng-*', '!eng-secret'] })
  const days = page.getByRole('spinbutton', { name: 'Days of history, days' })
  await days.fill('365')
  await days.press('Enter')
  await page.getByText('Days of history: 365 days').waitFor()
  await days.fill('')
  await days.press('Enter')
  await page.getByText('Days of history: what the server says').waitFor()
  await expect.poll(() => kept.now().values.backfill_days).toBe(null)
  // by keyboard: messages about what was stored may lie over the switch
  await page.getByRole('switch', { name: 'Read posts of apps' }).press('Space')
  const sure = page.getByRole('dialog', { name: 'Stop reading posts of apps?' })
  await sure.getByRole('button', { name: 'Erase posts of apps' }).click()
  await expect.poll(() => kept.now().values.index_bots).toBe(false)
  await sure.waitFor({ state: 'detached' })
  const often = page.getByRole('combobox', { name: 'Compare with Slack' })
  await often.selectOption('Every hour')
  await page.getByText('Compare with Slack: Every hour').waitFor()
  await often.selectOption('At own times')
  const times = page.getByRole('textbox', { name: 'Minute, hour, day, month, weekday' })
  await times.fill('5  4 * * 1-5')
  await times.press('Enter')
  await expect.poll(() => kept.now().values.sync_schedule).toBe('5 4 * * 1-5')
  expect(await often.inputValue()).toBe('own')
  await page.getByRole('button', { name: 'Reset Names to its default' }).click()
  await expect.poll(() => kept.now().values.channel_name_rules).toEqual([])
  await expectStateFits(page)
  expect(errors).toEqual([])
})

test('people and user groups that may ask are added by name and taken out, each at once and with a way back', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await openSettings(page)
  const list = page.getByRole('list', { name: 'Who may ask' })
  await list.getByText('Inês Albuquerque-Vasconcelos').waitFor()
  await page.getByRole('button', { name: 'Take U0GONE out' }).click()
  await expect.poll(() => kept.now().values.asker_ids).toEqual(['U0INES', 'S0SUPPORT'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => kept.now().values.asker_ids).toEqual(['U0INES', 'S0SUPPORT', 'U0GONE'])
  await page.getByRole('textbox', { name: 'Add a person' }).fill('tom')
  await page.getByRole('button', { name: /^Tomás Ruiz/ }).click()
  await expect.poll(() => kept.now().values.asker_ids.at(-1)).toBe('U0TOMA')
  await page.getByRole('combobox', { name: 'Add a user group' }).selectOption('S0SRE')
  await expect.poll(() => kept.now().values.asker_ids).toEqual(['U0INES', 'S0SUPPORT', 'U0GONE', 'U0TOMA', 'S0SRE'])
  await list.getByText('Site reliability').waitFor()

  // groups that Slack does not tell are said to be missing, and why
  api.say({ listAskers: { chosen: [], groups: [], groupsUnread: 'Backscroll lacks the permission usergroups:read.' } })
  await page.reload()
  await page.getByText('User groups of Slack cannot be chosen now. Backscroll lacks the permission usergroups:read.').waitFor()
  await expectStateFits(page)
  await page.getByRole('combobox', { name: 'Who may ask' }).selectOption('everyone')
  await page.getByText('This list decides once “Who may ask” says so.').waitFor()
  expect(errors).toEqual([])
})
