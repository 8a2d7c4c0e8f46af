import type { SettingValue } from './setting-table.ts'

/** Whether two values of a setting are the same; lists are when the same stands in them in the same order. */
export const isSame = (one: SettingValue, other: SettingValue): boolean => JSON.stringify(one) === JSON.stringify(other)
