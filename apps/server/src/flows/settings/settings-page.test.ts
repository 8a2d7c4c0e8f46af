import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { settingsShape } from '@backscroll/contracts'
import { defaultSettings, teamSettings } from '@backscroll/core'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '../../../../..')
const read = (file: string): string => (existsSync(path.join(ROOT, file)) ? readFileSync(path.join(ROOT, file), 'utf8') : '')
const rows = [...read('docs/settings.md').matchAll(/^\| `(\w+)` \|(.*)\|(.*)\|(.*)\| `([^`]+)` \| `([^`]+)`: (.*) \|$/gm)].map(
  ([, name = '', meaning = '', fallback = '', range = '', reader = '', file = '', testName = '']) => ({
    name,
    meaning: meaning.trim(),
    fallback: fallback.trim().replaceAll('`', ''),
    range: range.trim(),
    reader,
    file,
    testName,
  }),
)

test('every setting has one row in docs/settings.md, in the order of the settings page', () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(settingsShape))
  expect(Object.keys(teamSettings.shape).toSorted()).toEqual(Object.keys(settingsShape).toSorted())
})

test.each(rows)('$name is read where its row says so, and its test is there', ({ name, meaning, range, reader, file, testName }) => {
  expect(meaning).not.toBe('')
  expect(range).not.toBe('')
  expect(read(reader)).toContain(name)
  expect(read(file)).toContain(`'${testName.replaceAll("'", "\\'")}'`)
})

test.each(rows)('the default of $name is the one that holds', ({ name, fallback }) => {
  const value = defaultSettings[name as keyof typeof defaultSettings]
  const isNone = value === null || (Array.isArray(value) && value.length === 0)
  const shown = value === '' ? 'empty' : isNone ? 'none' : value === true ? 'on' : value === false ? 'off' : String(value)
  expect(fallback).toBe(shown)
})
