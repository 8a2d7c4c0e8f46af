import type { Settings } from '@backscroll/contracts'
import type { TeamSettings } from '@backscroll/core'
import type { ServiceConfig } from '../../config.ts'
import { JOIN_SCOPE } from '../channels/join-by-setting.ts'

type Note = Settings['notes'][number]

const NO_JOIN_SCOPE =
  'The app cannot join: this install was not granted the scope channels:join. Install it again and grant it, or invite the app with /invite.'

/** What decides beside a workspace. */
export interface Circumstances {
  config: ServiceConfig
  /** Of the install; null without one. */
  scopes: readonly string[] | null
  /** The operator's word on how often a workspace is compared. */
  operators: string
  timeZone: string
}

/** What holds about settings beside what is decided: where the server decides, and what keeps a setting from working. */
export function settingNotes(values: TeamSettings, { config, scopes, operators, timeZone }: Circumstances): Note[] {
  const notes: Note[] = []
  notes.push({ setting: 'sync_schedule', sentence: scheduleNote(operators, timeZone) })
  if (values.auto_join && scopes !== null && !scopes.includes(JOIN_SCOPE)) notes.push({ setting: 'auto_join', sentence: NO_JOIN_SCOPE })
  if (values.backfill_days === null)
    notes.push({ setting: 'backfill_days', sentence: `This server reads ${config.BACKFILL_DAYS} days back.` })
  if (values.announce_in_channel && !(['reading', 'done'] as const).some((kind) => config.ONBOARDING_MESSAGES.includes(kind)))
    notes.push({ setting: 'announce_in_channel', sentence: 'This server has switched these messages off for every workspace.' })
  return notes
}

function scheduleNote(operators: string, timeZone: string): string {
  if (operators === 'off') return 'The operator of this server has switched the comparison of this workspace off, whatever is chosen here.'
  if (operators !== 'auto') return `The operator of this server has this workspace compared by "${operators}", whatever is chosen here.`
  return `Times are those of ${timeZone}, the time zone of whoever installed the app.`
}
