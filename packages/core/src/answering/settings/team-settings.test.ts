import { expect, test } from 'vitest'
import { InvalidRequestError } from '../../errors.ts'
import { settingsChange } from './settings-change.ts'
import { defaultSettings, settingsFrom, teamSettings } from './team-settings.ts'

const problemsOf = (patch: unknown): string[] => {
  try {
    settingsChange(defaultSettings, patch)
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ pointer }) => pointer)
    throw error
  }
  return []
}

test('the defaults hold', () => {
  expect(teamSettings.parse(defaultSettings)).toEqual(defaultSettings)
  expect(settingsFrom(null)).toEqual(defaultSettings)
})

test('a change touches only what it names, and null brings a default back', () => {
  const changed = settingsChange(defaultSettings, { answer_tone: 'casual', min_confidence: 80, answer_model: 'command-r' })
  expect(changed).toEqual({ ...defaultSettings, answer_tone: 'casual', min_confidence: 80, answer_model: 'command-r' })
  expect(settingsChange(changed, { min_confidence: null, answer_model: null })).toEqual({ ...defaultSettings, answer_tone: 'casual' })
  expect(settingsChange(changed, {})).toEqual(changed)
})

test.each<[unknown, string]>([
  [{ answer_tone: 'rude' }, '/answer_tone'],
  [{ answer_length: 3 }, '/answer_length'],
  [{ answer_language: 'Klingon please' }, '/answer_language'],
  [{ custom_instructions: 'x'.repeat(2_001) }, '/custom_instructions'],
  [{ custom_instructions: 7 }, '/custom_instructions'],
  [{ min_confidence: 101 }, '/min_confidence'],
  [{ min_confidence: 1.5 }, '/min_confidence'],
  [{ max_sources: 0 }, '/max_sources'],
  [{ default_days: 366 }, '/default_days'],
  [{ slash_enabled: 'yes' }, '/slash_enabled'],
  [{ answer_model: 'a model\nwith a line' }, '/answer_model'],
  [{ budget_day_usd: -1 }, '/budget_day_usd'],
  [{ budget_day_usd: Number.POSITIVE_INFINITY }, '/budget_day_usd'],
  [{ alert_percent: 0 }, '/alert_percent'],
  [{ web_enabled: 'on' }, '/web_enabled'],
  [{ keep_reaction: ':pushpin:' }, '/keep_reaction'],
  [{ keep_reaction: '' }, '/keep_reaction'],
  [{ retention_days: 0 }, '/retention_days'],
  [{ retention_days: 3_651 }, '/retention_days'],
  [{ exclude_grace_hours: 337 }, '/exclude_grace_hours'],
  [{ erase_after_hours: -1 }, '/erase_after_hours'],
  [{ 'a/b~c': 1 }, '/a~1b~0c'],
  [{ nothing: null }, '/nothing'],
  [JSON.parse('{"__proto__": null}'), '/__proto__'],
  [{ constructor: null }, '/constructor'],
  [[], ''],
  ['text', ''],
])('%j is refused by name', (patch, pointer) => {
  expect(problemsOf(patch)).toEqual([pointer])
})

test('every problem is named at once', () => {
  expect(problemsOf({ min_confidence: -1, max_sources: 'ten', unknown: 1 }).sort()).toEqual(['/max_sources', '/min_confidence', '/unknown'])
})

test('instructions lose what nobody sees, and only what is left counts', () => {
  const hidden = `Use\u200B short\u202E sentences.\u0007${'\u{E0041}'.repeat(3_000)}`
  expect(settingsChange(defaultSettings, { custom_instructions: hidden }).custom_instructions).toBe('Use short sentences.')
})

test('settings of another version are read as far as they hold', () => {
  expect(settingsFrom({ answer_tone: 'casual', min_confidence: 'high', gone: true, toString: 1 })).toEqual({
    ...defaultSettings,
    answer_tone: 'casual',
  })
})
