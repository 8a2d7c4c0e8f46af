import { count } from '../../words/amount.ts'
import type { Control, SettingValue } from './setting-table.ts'

/** What a value of a setting is called: "on", "Casual", "90 days". */
export function sayValue(control: Control, value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : control.kind === 'askers' ? `${count(value.length)} chosen` : value.join(', ')
  if (control.kind === 'model') return value === null ? 'the choice of the server' : String(value)
  if (control.kind === 'choice' || control.kind === 'schedule')
    return control.options.find(([option]) => option === value)?.[1] ?? String(value)
  if (control.kind === 'number' && value === null) return 'what the server says'
  if (control.kind === 'number') return `${count(Number(value))} ${control.unit}`
  return value === '' || value === null ? 'none' : String(value)
}
