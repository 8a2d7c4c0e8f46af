import { expect, test } from 'vitest'
import { browserName } from './browser-name.ts'

test('a browser is told by its name and system, and what it says of itself is cut', () => {
  expect(browserName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Windows')
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge on macOS',
  )
  expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1')).toBe(
    'Safari on iOS',
  )
  expect(browserName('x'.repeat(500))).toHaveLength(60)
  expect(browserName(null)).toBe('A browser that says nothing of itself')
})
