import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, runDemo } from '../src/run-demo.ts'
import { expectFitsEverybody } from './check-page.ts'
import { findChromium } from './find-chromium.ts'
import { openBrowser, PATIENCE_MS, visit } from './open-browser.ts'
import { ask, beginInstall, install, linksOf, openSlackAs } from './walk.ts'

const COMPANY = 'T0YARDWREN'
const OTHER_COMPANY = 'T0KILNFOLD'
const OWNER = 'U0YW0MAYA1'
const STAGING = 'How do I reset the staging database?'

const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-e2e-'))
// the account that runs the embedded Postgres has to pass through
chmodSync(dataDir, 0o755)
let demo: Demo
let browser: Browser

beforeAll(async () => {
  const chromium = findChromium(process.env)
  demo = await runDemo({ dataDir, ports: 'free', onStep: () => undefined })
  browser = await openBrowser(chromium)
  // long enough to bring a browser
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

let installed: Promise<string> | undefined
/** The company with Backscroll in it, installed through the browser by the first test that needs it. @returns its page at the end. */
const companyWithBackscroll = (): Promise<string> => {
  installed ??= (async () => {
    await using person = await visit(browser)
    await install(person.page, demo, COMPANY)
    expect(person.errors).toEqual([])
    return (await person.page.locator('main').textContent()) ?? ''
  })()
  return installed
}

test('a person installs Backscroll, asks, and the link of the answer opens the very message', async () => {
  const installedPage = await companyWithBackscroll()
  expect(installedPage).toMatch(/Ready: 7,\d{3} messages in 20 channels can be searched/)
  expect(installedPage, 'names of private channels').not.toMatch(/deal-heron|leadership/)

  await using person = await visit(browser)
  const { page, errors } = person
  await openSlackAs(page, demo, COMPANY, OWNER)
  const { question, contains, expect: expected } = demo.world.questions.threadReply
  const answer = await ask(page, question)
  expect(await answer.textContent()).toContain('Only visible to you')
  expect(await answer.textContent()).toContain(contains)
  await linksOf(answer).first().click()

  const target = page.getByTestId('thread-pane').getByTestId('permalink-target')
  await target.waitFor()
  expect(await target.getAttribute('data-ts')).toBe(expected[0]?.ts)
  expect(await target.textContent()).toContain(contains)
  expect(errors).toEqual([])
})

test('what was said in a private channel is answered to its members and to nobody else', async () => {
  await companyWithBackscroll()
  await using person = await visit(browser)
  const { page, errors } = person
  const { question, contains, member, stranger } = demo.world.questions.privateChannel
  await openSlackAs(page, demo, COMPANY, member)
  expect(await (await ask(page, question)).textContent()).toContain(contains)

  await page.getByTestId('user-switcher').selectOption(stranger)
  await page.waitForURL(`**as=${stranger}**`)
  const answer = await ask(page, question)
  expect(await answer.textContent()).toContain('Nothing found that you can read')
  expect(await linksOf(answer).count()).toBe(0)
  expect(await page.locator('body').textContent()).not.toContain(contains)
  expect(errors).toEqual([])
})

test('an edited message is quoted as it reads now, a deleted one not at all', async () => {
  await companyWithBackscroll()
  await using person = await visit(browser)
  const { page, errors } = person
  const known = demo.world.questions.more.find(({ question }) => question === STAGING)
  const place = known?.expect[0]
  const message = place && demo.slack.world.message(place.channelId, place.ts)
  if (!known || !place || !message?.user) throw new Error('the demo does not know its own question')
  const author = message.user
  const asAuthor = async () => {
    const address = new URL(`/${demo.world.workspaces[0]?.domain}/archives/${place.channelId}`, demo.slack.url)
    address.search = String(
      new URLSearchParams({ as: author, thread_ts: message.threadTs ?? place.ts, around: message.threadTs ?? place.ts }),
    )
    await page.goto(address.href)
    await page.getByTestId(`message-${place.ts}`).hover()
  }
  const answers = async () => {
    await openSlackAs(page, demo, COMPANY, author)
    return (await ask(page, STAGING)).textContent()
  }
  const eventually = { timeout: PATIENCE_MS, interval: 200 }
  expect(await answers()).toContain(known.contains)

  await asAuthor()
  await page.getByTestId(`message-edit-${place.ts}`).click()
  await page.getByTestId('edit-text').fill('To reset the staging database, run `slip staging rebuild --clean` and wait ten minutes.')
  await page.getByTestId('edit-save').click()
  await page.getByTestId(`message-${place.ts}`).getByText('(edited)').waitFor()
  await expect.poll(answers, eventually).toContain('slip staging rebuild --clean')
  expect(await answers()).not.toContain(known.contains)

  await asAuthor()
  await page.getByTestId(`message-delete-${place.ts}`).click()
  await page.getByTestId(`message-${place.ts}`).waitFor({ state: 'detached' })
  await expect.poll(answers, eventually).not.toContain('slip staging rebuild')
  expect(errors).toEqual([])
})

test('a cancelled install says what happened and leads back to the start', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await beginInstall(page, demo, OTHER_COMPANY)
  await page.getByTestId('oauth-cancel').click()
  await page.getByTestId('reason').getByText('access_denied').waitFor()
  expect(await page.locator('h1').textContent()).toBe('The install was cancelled')
  // the browser's own note on a page with status 400
  expect(errors.splice(0)).toEqual([expect.stringContaining('status of 400')])
  await expectFitsEverybody(page)
  await page.getByTestId('back-to-start').click()
  await page.getByTestId('add-to-slack').waitFor()
  expect(errors).toEqual([])
})

test('the pages fit a phone and a desk and keep no one out, by day and by night', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await page.goto(demo.serverUrl)
  await expectFitsEverybody(page)
  await install(page, demo, OTHER_COMPANY)
  await expectFitsEverybody(page)
  await page.getByTestId('open-slack').click()
  await ask(page, 'what happened last week?')
  await expectFitsEverybody(page)
  const [linked] = demo.world.questions.threadReply.expect
  await page.goto(demo.slack.world.permalink(linked?.channelId ?? '', linked?.ts ?? ''))
  await page.getByTestId('permalink-target').waitFor()
  await expectFitsEverybody(page)
  expect(errors).toEqual([])
})
