import type { ErasureRow } from '@backscroll/contracts'
import { exactTime } from '../../words/time.ts'

/** What was erased, by the names that the viewer may know, by ids where not: "Thread of Mar 1, 2026, 9:00 AM in #general". */
export function targetWords({ kind, target, targetName }: Pick<ErasureRow, 'kind' | 'target' | 'targetName'>): string {
  const [place = '', rest = ''] = target.split(':', 2)
  switch (kind) {
    case 'team':
      return `Everything of ${targetName ?? target}`
    case 'person':
      return `Person ${targetName ?? target}`
    case 'channel':
      return `Channel ${targetName ?? target}`
    case 'message':
    case 'thread': {
      const at = new Date(Number(rest) * 1_000).toISOString()
      return `${kind === 'thread' ? 'Thread' : 'Message'} of ${exactTime(at)} in ${targetName ?? place}`
    }
    case 'period': {
      const [, from = '', to = '', channel] = /^([^/]+Z)\/([^/]+?Z)(?::(\w+))?$/.exec(target) ?? []
      const where = channel === undefined ? 'every channel' : (targetName ?? channel)
      return `${exactTime(from)} to ${exactTime(to)} in ${where}`
    }
  }
}
