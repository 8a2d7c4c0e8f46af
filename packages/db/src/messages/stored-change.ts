import type { MessageChange } from '@backscroll/core'
import { storable, storableOrNull } from '../storable.ts'

/** A change ready to be stored: a put brings its canonical text and the hash over what decides its passages. */
export type StoredChange =
  | (Extract<MessageChange, { kind: 'put' }> & { text: string; contentHash: string })
  | Extract<MessageChange, { kind: 'delete' }>

/** One row of the upsert. */
export interface ChangeRow {
  channelId: string
  ts: string
  /** Slack's time of this state, microseconds. */
  version: bigint
  /** Version of the delete itself. */
  deletedVersion: bigint | null
  source: string
  deleteReason: string | null
  threadTs: string | null
  userId: string | null
  botId: string | null
  appId: string | null
  authorTeamId: string | null
  kind: string
  subtype: string | null
  editedTs: string | null
  contentHash: string | null
  fileCount: number
  replyCount: number | null
  latestReplyTs: string | null
  text: string | null
  mrkdwn: string | null
}

/**
 * Brings changes to one row per message, in key order: Postgres refuses to touch a row twice in one statement, and two batches that
 * lock rows in the same order cannot deadlock. What the losers know about thread and author is kept, as the upsert does.
 */
export function rowsFrom(changes: readonly StoredChange[]): ChangeRow[] {
  const rows = new Map<string, ChangeRow>()
  for (const change of changes) {
    const row = toRow(change)
    const key = `${row.channelId}:${row.ts}`
    const known = rows.get(key)
    rows.set(key, known ? merged(known, row) : row)
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** A delete is final, then the larger version wins, then the larger hash, so that the order of arrival never decides. */
function merged(a: ChangeRow, b: ChangeRow): ChangeRow {
  const [winner, loser] = supersedes(b, a) ? [b, a] : [a, b]
  const userId = winner.deleteReason === null ? (winner.userId ?? loser.userId) : null
  return { ...winner, userId, threadTs: winner.threadTs ?? loser.threadTs }
}

function supersedes(a: ChangeRow, b: ChangeRow): boolean {
  if (a.deletedVersion !== null && b.deletedVersion !== null) {
    return a.deletedVersion === b.deletedVersion ? (a.deleteReason ?? '') > (b.deleteReason ?? '') : a.deletedVersion > b.deletedVersion
  }
  if (a.deletedVersion !== null || b.deletedVersion !== null) return a.deletedVersion !== null
  return a.version === b.version ? (a.contentHash ?? '') > (b.contentHash ?? '') : a.version > b.version
}

/** A marker keeps nothing but its place: the thread stays, because the thread's windows have to be built again. */
const EMPTY = {
  threadTs: null,
  userId: null,
  botId: null,
  appId: null,
  authorTeamId: null,
  kind: 'message',
  subtype: null,
  editedTs: null,
  contentHash: null,
  fileCount: 0,
  replyCount: null,
  latestReplyTs: null,
  text: null,
  mrkdwn: null,
}

/** What is stored of a message that is erased for good: its place, and that nothing brings it back. */
export const erasedRow = ({ channelId, ts, version, source, threadTs }: ChangeRow): ChangeRow => ({
  ...EMPTY,
  channelId,
  ts,
  version,
  deletedVersion: version,
  source,
  deleteReason: 'erased',
  threadTs,
})

function toRow(change: StoredChange): ChangeRow {
  const { version, source } = change
  if (change.kind === 'delete') {
    return { ...EMPTY, channelId: change.channelId, ts: change.ts, version, deletedVersion: version, source, deleteReason: change.reason }
  }
  const { state } = change
  return {
    channelId: state.channelId,
    ts: state.ts,
    version,
    deletedVersion: null,
    source,
    deleteReason: null,
    threadTs: state.threadTs,
    userId: state.userId,
    botId: storableOrNull(state.botId),
    appId: storableOrNull(state.appId),
    authorTeamId: state.authorTeamId,
    kind: state.kind,
    subtype: storableOrNull(state.subtype),
    editedTs: storableOrNull(state.editedTs),
    contentHash: change.contentHash,
    fileCount: state.fileCount,
    replyCount: state.replyCount,
    latestReplyTs: state.latestReplyTs,
    text: storable(change.text),
    mrkdwn: storable(state.mrkdwn),
  }
}
