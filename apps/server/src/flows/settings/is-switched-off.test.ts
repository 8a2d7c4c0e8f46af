import { defaultSettings } from '@backscroll/core'
import type { Surface } from '@backscroll/db'
import { expect, test } from 'vitest'
import { isSwitchedOff } from './is-switched-off.ts'

const SURFACES: readonly Surface[] = ['command', 'askall', 'mention', 'thread', 'dm', 'shortcut', 'home', 'dashboard', 'api']

test('each way of asking is switched off by its own setting and by no other', () => {
  const off = (settings: Partial<typeof defaultSettings>) =>
    SURFACES.filter((surface) => isSwitchedOff(surface, { ...defaultSettings, ...settings }))
  expect(off({})).toEqual([])
  expect(off({ slash_enabled: false })).toEqual(['command', 'askall'])
  expect(off({ public_answers: false })).toEqual(['askall'])
  expect(off({ mention_enabled: false })).toEqual(['mention', 'thread'])
  expect(off({ dm_enabled: false })).toEqual(['dm', 'home'])
  expect(off({ web_enabled: false })).toEqual(['dashboard', 'api'])
})
