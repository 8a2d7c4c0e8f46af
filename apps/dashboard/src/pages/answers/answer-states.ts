import type { AnswerRow } from '@backscroll/contracts'
import type { Tone } from '../../components/status-pill.tsx'

/** How the end of each question is shown. */
export const STATES: Record<AnswerRow['state'], { tone: Tone; label: string }> = {
  pending: { tone: 'busy', label: 'Being answered' },
  answered: { tone: 'ok', label: 'Answered' },
  nothing_found: { tone: 'warning', label: 'Nothing found' },
  not_confident: { tone: 'warning', label: 'Not sure enough' },
  refused: { tone: 'off', label: 'Declined' },
  failed: { tone: 'failed', label: 'Failed' },
  retracted: { tone: 'off', label: 'Taken back' },
}

const SURFACES: Record<string, string> = {
  command: '/ask',
  askall: '/askall',
  mention: 'a mention',
  thread: 'a thread',
  dm: 'a direct message',
  shortcut: 'a shortcut',
  home: 'the app’s home',
  dashboard: 'the dashboard',
  api: 'the API',
}

/** Where a question was asked, for people. */
export const surfaceName = (surface: string): string => SURFACES[surface] ?? surface
