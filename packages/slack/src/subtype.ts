import type { MessageKind } from '@backscroll/core'

/** What one observed message means for what is stored. */
export type SubtypeVerdict =
  | { action: 'put'; kind: MessageKind }
  | { action: 'delete'; reason: 'tombstone' | 'redacted' }
  /** Counted under `subtype:<name>`; a name that is not in Slack's table is counted as unknown. */
  | { action: 'ignore'; reason: string }

const STORED: Readonly<Record<string, MessageKind>> = {
  '': 'message',
  bot_message: 'bot',
  me_message: 'me',
  file_share: 'file',
  thread_broadcast: 'broadcast',
  huddle_thread: 'huddle',
}

const CHANNEL_NOTICES = [
  'join',
  'leave',
  'name',
  'topic',
  'purpose',
  'archive',
  'unarchive',
  'convert_to_private',
  'convert_to_public',
  'posting_permissions',
]
const OTHER_NOTICES =
  'message_replied reply_broadcast assistant_app_thread document_mention file_mention file_comment reminder_add reminder_delete pinned_item unpinned_item bot_add bot_remove bot_enable bot_disable'
const KNOWN_IGNORED: ReadonlySet<string> = new Set([
  ...CHANNEL_NOTICES.flatMap((notice) => [`channel_${notice}`, `group_${notice}`]),
  ...OTHER_NOTICES.split(' '),
])

/** The truth table of message subtypes, for a new message, for the inner message of a change, and for history alike. */
export function verdictOf({ subtype, isHidden }: { subtype: string; isHidden: boolean }): SubtypeVerdict {
  if (subtype === 'tombstone') return { action: 'delete', reason: 'tombstone' }
  if (subtype === 'ekm_access_denied') return { action: 'delete', reason: 'redacted' }
  const kind = Object.hasOwn(STORED, subtype) ? STORED[subtype] : undefined
  if (kind === undefined) return { action: 'ignore', reason: `subtype:${countedName(subtype)}` }
  return isHidden ? { action: 'ignore', reason: 'hidden' } : { action: 'put', kind }
}

/** Keeps the set of counted names small and printable, whatever is sent. */
function countedName(subtype: string): string {
  if (KNOWN_IGNORED.has(subtype) || /^sh_room_[a-z_]{1,30}$/.test(subtype)) return subtype
  return `unknown:${/^[a-z][a-z0-9_]{0,39}$/.test(subtype) ? subtype : 'unprintable'}`
}
