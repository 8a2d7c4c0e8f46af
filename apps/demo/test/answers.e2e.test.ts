import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, runDemo } from '../src/run-demo.ts'
import { expectFitsEverybody } from './check-page.ts'
import { findChromium } from './find-chromium.ts'
import { openBrowser, PATIENCE_MS, visit } from './open-browser.ts'
import { ask, install, linksOf } from './walk.ts'

const COMPANY = 'T0YARDWREN'
const QUESTION = 'Which SMS vendor do we switch to?'
const EVENTUALLY = { timeout: PATIENCE_MS, interval: 100 }
/** The README shows what this walk sees. */
const PICTURES = process.env.UPDATE_PICTURES ? path.join(import.meta.dirname, '../../../docs/images') : undefined

const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-answers-'))
// the account that runs the embedded Postgres has to pass through
chmodSync(dataDir, 0o755)
let demo: Demo
let browser: Browser

beforeAll(async () => {
  const chromium = findChromium(process.env)
  demo = await runDemo({ dataDir, ports: 'free', onStep: () => undefined })
  browser = await openBrowser(chromium)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a person asks in private, shares, follows up and rates; when the source is deleted the answer is withdrawn', async () => {
  await using person = await visit(browser)
  const { page, errors } = person
  await install(page, demo, COMPANY)
  const { channelId, ts, author, asker, contains } = sourceOfTheAnswer()

  await openChannel(page, channelId, asker)
  const mine = await ask(page, QUESTION)
  expect(await mine.textContent()).toContain(contains)
  expect(await mine.textContent()).toContain('Only visible to you')
  expect(await linksOf(mine).count()).toBeGreaterThan(0)
  await picture(page, 'ask.png')
  await expectFitsEverybody(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })

  await mine.getByTestId('press-answer_share').click()
  const shared = page.getByTestId(/^message-\d+\.\d+$/).filter({ hasText: 'Everybody here can read what it comes from.' })
  await shared.waitFor()
  expect(await shared.textContent()).toContain(contains)
  const sharedTs = (await shared.getAttribute('data-testid'))?.replace('message-', '') ?? ''

  await openThread(page, channelId, asker, sharedTs)
  const pane = page.getByTestId('thread-pane')
  await pane.getByTestId('thread-composer').fill('and why do we switch?')
  await pane.getByTestId('thread-composer').press('Enter')
  const followed = pane.getByTestId(/^message-\d+\.\d+$/).filter({ hasText: 'Understood as' })
  await followed.waitFor()
  expect(await followed.textContent()).toMatch(/SMS vendor/)
  await picture(page, 'follow-up.png')

  await page.getByTestId(`message-${sharedTs}`).getByTestId('press-answer_feedback-positive').click()
  await expect.poll(() => Object.values(demo.slack.world.feedback(channelId, sharedTs, asker)).join(), EVENTUALLY).toMatch(/^good:/)

  await openThread(page, channelId, author, ts)
  await pane.getByTestId(`message-${ts}`).hover()
  await pane.getByTestId(`message-delete-${ts}`).click()

  await openChannel(page, channelId, asker)
  const withdrawn = page.getByTestId(`message-${sharedTs}`)
  await expect.poll(() => withdrawn.textContent(), EVENTUALLY).toContain('This answer was withdrawn')
  expect(await withdrawn.textContent()).not.toContain(contains)
  await picture(page, 'withdrawn.png')
  await expectFitsEverybody(page)
  expect(errors).toEqual([])
})

/** The message that answers the question, who wrote it, and a colleague who reads it and did not. */
function sourceOfTheAnswer() {
  const known = demo.world.questions.more.find(({ question }) => question === QUESTION)
  const place = known?.expect[0]
  const message = place && demo.slack.world.message(place.channelId, place.ts)
  const members = demo.slack.world.channels(COMPANY).find(({ id }) => id === place?.channelId)?.members ?? []
  const asker = members.find((id) => id !== message?.user && demo.slack.world.user(id)?.isBot === false)
  if (!known || !message?.user || !asker) throw new Error('the demo does not know its own question')
  return { channelId: message.channelId, ts: message.ts, author: message.user, asker, contains: known.contains }
}

const addressOf = (channelId: string, as: string): URL => {
  const address = new URL(`/${demo.world.workspaces[0]?.domain}/archives/${channelId}`, demo.slack.url)
  address.searchParams.set('as', as)
  return address
}

async function openChannel(page: Page, channelId: string, as: string): Promise<void> {
  await page.goto(addressOf(channelId, as).href)
}

async function openThread(page: Page, channelId: string, as: string, threadTs: string): Promise<void> {
  const message = demo.slack.world.message(channelId, threadTs)
  const address = addressOf(channelId, as)
  address.searchParams.set('thread_ts', message?.threadTs ?? threadTs)
  address.searchParams.set('around', message?.threadTs ?? threadTs)
  await page.goto(address.href)
}

/** Keeps what is on the page for the README, when somebody asks for new pictures. */
async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: path.join(PICTURES, name) })
}
