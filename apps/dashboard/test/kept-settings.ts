import type { SettingName, Settings, SettingsChange, SettingsValues } from '@backscroll/contracts'
import { settings } from './governed.ts'
import { type Answers, Refusal } from './stand-in-api.ts'

/** Settings that keep what is changed, version by version, as the server does. */
export function keptSettings(): { answers: Answers; now: () => Settings; changeBeside: (values: Partial<SettingsValues>) => void } {
  let now = settings
  const change = (values: Partial<SettingsValues>): Settings => {
    now = { ...now, version: now.version + 1, values: { ...now.values, ...values }, updatedAt: new Date().toISOString() }
    return now
  }
  return {
    now: () => now,
    changeBeside: (values) => void change(values),
    answers: {
      getSettings: () => now,
      changeSettings: (_query, _path, { body, ifMatch }) => {
        if (ifMatch !== `"${now.version}"`) return new Refusal(409, { code: 'conflict', current: now })
        const wanted = Object.entries(body as SettingsChange).map(([name, value]) => [name, value ?? now.defaults[name as SettingName]])
        return change(Object.fromEntries(wanted) as Partial<SettingsValues>)
      },
    },
  }
}
