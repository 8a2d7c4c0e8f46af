import type { Settings } from '@backscroll/contracts'
import type { TeamSettings } from '@backscroll/core'
import type { ServiceConfig } from '../../config.ts'
import { JOIN_SCOPE } from '../channels/join-by-setting.ts'

type Note = Settings['notes'][number]

const NO_JOIN_SCOPE =
  'The app cannot join: this install was not granted the scope channels:join. Install it again and grant it, or invite the app with /invite.'

/** What holds about settings beside what is decided: where the server decides, and what keeps a setting from working. @param scopes of the install; null without one. */
export function settingNotes(values: TeamSettings, config: ServiceConfig, scopes: readonly string[] | null): Note[] {
  const notes: Note[] = []
  if (values.auto_join && scopes !== null && !scopes.includes(JOIN_SCOPE)) notes.push({ setting: 'auto_join', sentence: NO_JOIN_SCOPE })
  if (values.backfill_days === null)
    notes.push({ setting: 'backfill_days', sentence: `This server reads ${config.BACKFILL_DAYS} days back.` })
  if (values.announce_in_channel && !(['reading', 'done'] as const).some((kind) => config.ONBOARDING_MESSAGES.includes(kind)))
    notes.push({ setting: 'announce_in_channel', sentence: 'This server has switched these messages off for every workspace.' })
  return notes
}
