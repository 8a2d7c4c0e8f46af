import { settingsShape } from '@backscroll/contracts'
import { defaultSettings, type TeamSettings, teamSettings } from '@backscroll/core'
import { expect, test } from 'vitest'

const names = Object.keys(teamSettings.shape) as (keyof TeamSettings)[]
/** Values at and beyond the ends of every range. */
const PROBES = [-1, 0, 1, 0.5, 50, 51, 100, 101, 336, 337, 365, 366, 3_650, 3_651, 100_000, 100_001, true, null, '', 'x'.repeat(2_001)]
const MANY = Array.from({ length: 501 }, (_, at) => `U0${at}`)
const LISTS = [[], ['U0ADA', 'S0GROUP'], ['U0ADA', 'U0ADA'], ['C0GENERAL'], ['ada'], [1], MANY, MANY.slice(1)]
const WORDS = [
  'asker',
  'de',
  'Klingon',
  'casual',
  'rude',
  'concise',
  'a model',
  'command-r',
  'hourly',
  '6h',
  'off',
  '17 3 * * 1-5',
  '*/5 * * * *',
  '0,30 9 * * *',
  '0  9 * * *',
]
const NAMES = [['eng-*'], ['#Eng', '!x'], ['a b'], ['*a'], [''], Array.from({ length: 51 }, () => '*')]

test('the API names every setting that is there, and no other', () => {
  expect(Object.keys(settingsShape).toSorted()).toEqual(names.toSorted())
})

test.each(names)('%s has the same range in the API as in the program, and its default is in it', (name) => {
  for (const value of [...PROBES, ...LISTS, ...NAMES, ...WORDS, defaultSettings[name]])
    expect([value, settingsShape[name].safeParse(value).success]).toEqual([value, teamSettings.shape[name].safeParse(value).success])
  expect(settingsShape[name].safeParse(defaultSettings[name]).success).toBe(true)
})
