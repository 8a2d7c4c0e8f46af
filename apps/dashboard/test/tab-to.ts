import type { Page } from 'playwright-core'

/** What has the focus: its test id, its name as it is written, where it leads, and what it is. */
const FOCUSED = `(() => {
  const focused = document.activeElement
  const label = focused.labels?.[0]?.textContent ?? focused.getAttribute('aria-label') ?? focused.textContent
  return [focused.dataset?.testid ?? '', label ?? '', focused.getAttribute('href') ?? '', focused.tagName].join('\\n')
})()`
/** More stops than any page has. */
const MOST = 150

/** Presses Tab until the focus is on something that looks like this, as somebody without a mouse does. @param key `Shift+Tab` goes back. */
export async function tabTo(page: Page, wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press(key)
    const focused = await page.evaluate<string>(FOCUSED)
    if (wanted.test(focused)) return
    seen.push(focused.replaceAll('\n', ' | ').slice(0, 80))
  }
  throw new Error(`No ${key} leads to ${wanted.source}; it went over ${seen.slice(0, 40).join('; ')}`)
}
