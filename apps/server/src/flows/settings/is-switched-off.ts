import { type TeamSettings, unreachable } from '@backscroll/core'
import type { Surface } from '@backscroll/db'

/** Whether an admin has switched off this way of asking. */
export function isSwitchedOff(surface: Surface, settings: TeamSettings): boolean {
  switch (surface) {
    case 'command':
      return !settings.slash_enabled
    case 'askall':
      return !settings.slash_enabled || !settings.public_answers
    case 'mention':
    case 'thread':
      return !settings.mention_enabled
    case 'dm':
    case 'home':
      return !settings.dm_enabled
    case 'dashboard':
    case 'api':
      return !settings.web_enabled
    case 'shortcut':
      return false
    default:
      return unreachable(surface)
  }
}
