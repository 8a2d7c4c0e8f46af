import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../../demo/test/open-browser.ts'
import { COMPANY, type DemoCompany, OWNER, openDemoCompany } from './demo-company.ts'
import { expectFitsEverybody } from './fits-everybody.ts'
import { tabTo } from './tab-to.ts'

/** What the browser itself notes of the question who is signed in, when nobody is. */
const NOBODY = /status of 401/

let company: DemoCompany
beforeAll(async () => {
  company = await openDemoCompany(process.env)
}, 600_000)
afterAll(() => company?.[Symbol.asyncDispose]())

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
  await expectFitsEverybody(page)

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
  await expectFitsEverybody(page)
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
  await expectFitsEverybody(page)
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
