import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const WIDTHS = [1280, 390]
const COLOR_SCHEMES = ['light', 'dark'] as const

interface Finding {
  impact: string
  id: string
  html: string
}

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const SERIOUS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .flatMap(({ impact, id, nodes }) => nodes.map(({ html }) => ({ impact, id, html }))))`

/**
 * Fits a desk and a phone without scrolling sideways, and keeps no one out, in light and in dark.
 */
export async function expectFitsEverybody(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of COLOR_SCHEMES) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const where = `${new URL(page.url()).pathname} at ${width} px, ${colorScheme}`
      expect(await page.evaluate<number>(OVERFLOW), `sideways scroll of ${where}`).toBe(0)
      // not a script tag: the pages' own policy would refuse it
      await page.evaluate(axe.source)
      const findings = await page.evaluate<Finding[]>(SERIOUS)
      expect(findings, `findings of axe on ${where}`).toEqual([])
    }
  }
}
