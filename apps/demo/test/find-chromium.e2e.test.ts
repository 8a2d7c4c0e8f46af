import { expect, test } from 'vitest'
import { findChromium } from './find-chromium.ts'

test('a CHROME_PATH that does not start is named instead of being passed over', () => {
  expect(() => findChromium({ CHROME_PATH: '/nowhere/chromium' })).toThrow('CHROME_PATH names /nowhere/chromium, which does not start')
})
