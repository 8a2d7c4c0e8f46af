import type { RunRow } from '@backscroll/contracts'
import type { Tone } from '../../components/status-pill.tsx'

/** How each state of a reading is shown. */
export const RUN_STATES: Record<RunRow['state'], { tone: Tone; label: string }> = {
  running: { tone: 'busy', label: 'Running' },
  paused: { tone: 'off', label: 'Paused' },
  finished: { tone: 'ok', label: 'Finished' },
  cancelled: { tone: 'off', label: 'Cancelled' },
}
