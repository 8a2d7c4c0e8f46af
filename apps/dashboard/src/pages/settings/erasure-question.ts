import type { SettingName, SettingsValues } from '@backscroll/contracts'
import { counted } from '../../words/amount.ts'
import type { SettingValue } from './setting-table.ts'

/** What is asked before a setting is stored that erases. */
export interface ErasureQuestion {
  title: string
  action: string
  text: string
}

/** The question that a change needs, because undoing it does not bring back what it erases; null for all others. */
export function erasureQuestion(name: SettingName, values: SettingsValues, becomes: SettingValue): ErasureQuestion | null {
  if (name === 'retention_days' && Number(becomes) < values.retention_days)
    return {
      title: 'Keep messages for a shorter time?',
      action: 'Erase older messages',
      text: `Messages that are older than ${counted(Number(becomes), 'day')} are erased here for good, with the answers that cite them. Undo brings the number back, not the messages. Nothing changes in Slack.`,
    }
  if (name === 'index_bots' && values.index_bots && becomes === false)
    return {
      title: 'Stop reading posts of apps?',
      action: 'Erase posts of apps',
      text: 'What other apps have posted is erased here, with the answers that cite it. Switched on again, the channels are read anew as far back as the days of history reach; what is older does not come back. Nothing changes in Slack.',
    }
  return null
}
