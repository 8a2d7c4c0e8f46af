import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Demo } from '../../demo/src/run-demo.ts'
import { visit } from '../../demo/test/open-browser.ts'
import { places } from '../src/navigation.ts'
import { COMPANY, type DemoCompany, openDemoCompany } from '../test/demo-company.ts'

const CHANNELS = 5_000
const LOADS = 5
const FILTERS = ['bench-00', 'bench-01', 'bench-4', 'bench-31', 'bench-07', 'bench-2', 'bench-19', 'bench-45', 'bench-44', 'bench-3']

/** What the browser is asked: the last candidate that it noted, and when it has painted once more. */
const LARGEST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: 'largest-contentful-paint', buffered: true }))`
const NEXT_PAINT = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))'

interface Spread {
  p50Ms: number
  p95Ms: number
}

/**
 * How soon the pages of the dashboard stand in a browser that has nothing in its cache: the time to the largest contentful paint (LCP) per page
 * over the demo company, to which 5,000 channels were added; and how soon the list of channels shows what a filter left, from the key to the rows.
 */
export async function benchPageLoad(env: NodeJS.ProcessEnv) {
  await using company = await openDemoCompany(env, addChannels)
  const { browser, demo } = company
  const storageState = await signedIn(company)
  const pages: Record<string, Spread> = {}
  for (const { path } of places) {
    const taken: number[] = []
    for (let n = 0; n < LOADS; n += 1) taken.push(await firstLoad(browser, storageState, `${demo.serverUrl}/dashboard${path}`))
    pages[path] = spread(taken)
  }
  const filter = spread(await filterTimes(browser, storageState, `${demo.serverUrl}/dashboard/channels`))
  return { channels: CHANNELS, loads: LOADS, pages, lcpP95Ms: Math.max(...Object.values(pages).map(({ p95Ms }) => p95Ms)), filter }
}

function addChannels(demo: Demo): void {
  const owner = demo.world.workspaces.find(({ id }) => id === COMPANY)?.users.find(({ isOwner }) => isOwner)
  if (!owner) throw new Error('The demo company has no owner.')
  const actor = demo.slack.as(COMPANY, owner.id)
  for (let n = 0; n < CHANNELS; n += 1) actor.createChannel(`bench-${String(n).padStart(4, '0')}`)
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

async function signedIn(company: DemoCompany): Promise<StorageState> {
  await using person = await visit(company.browser)
  await company.signIn(person.page, '/channels')
  await person.page
    .getByText(/5,0\d\d/)
    .first()
    .waitFor()
  return await person.page.context().storageState()
}

async function firstLoad(browser: Browser, storageState: StorageState, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, storageState })
  try {
    const page = await context.newPage()
    await page.goto(address)
    await isWhole(page)
    return await page.evaluate<number>(LARGEST_PAINT)
  } finally {
    await context.close()
  }
}

/** Its heading stands and nothing is waited for, and the browser has painted that. */
async function isWhole(page: Page): Promise<void> {
  await page.locator('h1').waitFor()
  await page.locator('[role="status"][aria-label="Loading"]').first().waitFor({ state: 'detached' })
  await page.evaluate(NEXT_PAINT)
}

async function filterTimes(browser: Browser, storageState: StorageState, address: string): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, storageState })
  const taken: number[] = []
  try {
    const page = await context.newPage()
    await page.goto(address)
    await isWhole(page)
    const rows = page.getByRole('table', { name: 'Channels' }).getByRole('link')
    for (const text of FILTERS) {
      const startedMs = performance.now()
      await page.getByLabel('Find').fill(text)
      await rows
        .first()
        .and(page.getByText(`#${text}`))
        .waitFor()
      taken.push(performance.now() - startedMs)
    }
    return taken
  } finally {
    await context.close()
  }
}

function spread(taken: readonly number[]): Spread {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { p50Ms: at(0.5), p95Ms: at(0.95) }
}
