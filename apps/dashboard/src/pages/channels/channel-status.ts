import type { ChannelRow } from '@backscroll/contracts'
import type { Tone } from '../../components/status-pill.tsx'

type Status = ChannelRow['status']

/** How each status is shown. */
export const STATUSES: Record<Status, { tone: Tone; label: string }> = {
  pending: { tone: 'waiting', label: 'Not chosen' },
  reading: { tone: 'busy', label: 'Reading' },
  ready: { tone: 'ok', label: 'Ready' },
  partial: { tone: 'warning', label: 'Partly read' },
  failed: { tone: 'failed', label: 'Failed' },
  paused: { tone: 'off', label: 'Paused' },
  excluded: { tone: 'off', label: 'Excluded' },
  leaving: { tone: 'warning', label: 'Going away' },
}

/** What a channel is called for this viewer: private channels that they are not in have an id only. */
export const nameOf = ({ name, channelId }: Pick<ChannelRow, 'name' | 'channelId'>): string => (name === null ? channelId : `#${name}`)
