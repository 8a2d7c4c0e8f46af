import { settingsShape } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { settingGroups } from './setting-table.ts'

const settings = settingGroups.flatMap(({ settings: members }) => members)

test('the page has every setting of the API, once', () => {
  expect(settings.map(({ name }) => name).toSorted()).toEqual(Object.keys(settingsShape).toSorted())
})

test('a control takes what the API takes, and nothing else', () => {
  for (const { name, control } of settings) {
    const takes = (value: unknown): boolean => settingsShape[name].safeParse(value).success
    if (control.kind === 'number') {
      const { low, high } = control
      expect([name, ...[low - 1, low, high, high + 1].map(takes)]).toEqual([name, false, true, true, false])
    }
    if (control.kind === 'text') expect(['x'.repeat(control.most), 'x'.repeat(control.most + 1)].map(takes)).toEqual([true, false])
    if (control.kind === 'lines') {
      const lines = (length: number) => Array.from({ length }, () => control.example)
      expect([lines(control.most), lines(control.most + 1)].map(takes)).toEqual([true, false])
    }
    if (control.kind === 'schedule')
      expect([...control.options.map(([value]) => value), control.example, '* * * * *'].map(takes)).toEqual([true, true, true, true, false])
    if (control.kind !== 'choice') continue
    const values = control.options.map(([value]) => value)
    expect([name, values.filter((value) => !takes(value))]).toEqual([name, []])
    const schema = settingsShape[name]
    if ('options' in schema) expect([name, values]).toEqual([name, schema.options])
  }
})
