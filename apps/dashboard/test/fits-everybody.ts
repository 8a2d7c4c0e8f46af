import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface View {
  width: number
  colorScheme: 'light' | 'dark'
}
const VIEWS: readonly View[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
]
const CORNERS: readonly View[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const FINDINGS = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) => violations
  .flatMap(({ impact, id, nodes }) => nodes.map(({ html }) => id + ' (' + impact + '): ' + html.slice(0, 300))))`
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const SETTLED =
  'Promise.all(document.getAnimations().filter((each) => each.effect.getComputedTiming().iterations !== Infinity).map((each) => each.finished))'

/** Nothing that axe objects to and no sideways scroll, wide and narrow, light and dark. */
export const expectFitsEverybody = (page: Page): Promise<void> => expectFits(page, VIEWS)

/**
 * The same for a state of a page that fits everybody: wide by day and narrow by night, as it is made of the same parts.
 * @param shotOf where to keep a picture of each of all four views.
 */
export const expectStateFits = (page: Page, shotOf?: (view: string) => string): Promise<void> =>
  expectFits(page, shotOf ? VIEWS : CORNERS, shotOf)

/** @param shotOf where to keep a picture of each view. */
async function expectFits(page: Page, views: readonly View[], shotOf?: (view: string) => string): Promise<void> {
  for (const { width, colorScheme } of views) {
    await page.setViewportSize({ width, height: width > 500 ? 900 : 844 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    await page.evaluate(SETTLED)
    const where = `${new URL(page.url()).pathname} at ${width} px, ${colorScheme}`
    if (shotOf) await page.screenshot({ path: shotOf(`${width}-${colorScheme}`), fullPage: true })
    expect(await page.evaluate<number>(OVERFLOW), `sideways scroll of ${where}`).toBe(0)
    await page.evaluate(axe.source)
    expect(await page.evaluate<string[]>(FINDINGS), `findings of axe on ${where}`).toEqual([])
  }
}
