import type { SettingsValues } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { erasureQuestion } from './erasure-question.ts'

const values = { retention_days: 100, index_bots: true } as SettingsValues

test('only what erases is asked about', () => {
  expect(erasureQuestion('retention_days', values, 30)?.text).toContain('older than 30 days')
  expect(erasureQuestion('retention_days', values, 100)).toBeNull()
  expect(erasureQuestion('retention_days', values, 365)).toBeNull()
  expect(erasureQuestion('index_bots', values, false)?.action).toBe('Erase posts of apps')
  expect(erasureQuestion('index_bots', { ...values, index_bots: false }, true)).toBeNull()
  expect(erasureQuestion('backfill_days', values, 1)).toBeNull()
  expect(erasureQuestion('max_sources', values, 1)).toBeNull()
})
