import { contentHash, isAppPost, type MessageChange, mentionedIds, newestPerMessage, plainText, type TeamId } from '@backscroll/core'
import { channelsOf, messagesOf, type StoredChange, type TenantTx, usersOf } from '@backscroll/db'
import { type Follower, followMessages } from '../living/follow-sources.ts'
import { type RetentionBound, retentionBoundsIn } from '../retention/kept-since.ts'
import { readSettings } from '../settings/read-settings.ts'

/** What a batch of changes came to. */
export interface StoredCounts {
  applied: number
  stale: number
  dirty: number
  /** Changes of channels that no admin has allowed, of messages older than what is kept, and of apps that are not read: nothing of them is stored. */
  notAllowed: number
}

/**
 * Writes message changes of allowed channels, marks what changed as dirty, and the answers that were made from it as stale. The one way in for events, backfill pages and imports:
 * safe late, twice and out of order, because Slack's own version decides.
 */
export async function storeMessages(
  ctx: Follower,
  tx: TenantTx,
  teamId: TeamId,
  observed: readonly MessageChange[],
): Promise<StoredCounts> {
  const allowedNow = await channelsOf(tx).allowedAmong(observed.map(channelOf))
  const changes = await underTodaysIds(tx, observed, new Set<string>(allowedNow))
  const allowed = new Set<string>(changes === observed ? allowedNow : await channelsOf(tx).allowedAmong(changes.map(channelOf)))
  const isHidden = await ofHiddenChannels(tx, changes, allowed)
  const isYoung = await youngEnough(ctx, tx, changes)
  const isRead = await readPoster(tx)
  const isKept = (change: MessageChange) => isRead(change) && ((allowed.has(channelOf(change)) && isYoung(change)) || isHidden(change))
  const kept = newestPerMessage(changes.filter(isKept))
  const left = changes.filter((change) => !isKept(change))
  await messagesOf(tx).forgetDeleted(left.filter((change) => change.kind === 'delete'))
  const notAllowed = left.length
  if (kept.length === 0) return { applied: 0, stale: 0, dirty: 0, notAllowed }
  const { changed, ...counts } = await messagesOf(tx).apply(await withCanonicalText(tx, kept))
  await followMessages(ctx, tx, teamId, changed)
  return { ...counts, notAllowed }
}

/** A late observation under an id that Slack has replaced belongs to the channel's new one. */
async function underTodaysIds(
  tx: TenantTx,
  changes: readonly MessageChange[],
  allowed: ReadonlySet<string>,
): Promise<readonly MessageChange[]> {
  const moved = await channelsOf(tx).movedIds(changes.map(channelOf).filter((id) => !allowed.has(id)))
  if (moved.size === 0) return changes
  return changes.map((change) => {
    const channelId = moved.get(channelOf(change))
    if (channelId === undefined) return change
    return change.kind === 'put' ? { ...change, state: { ...change.state, channelId } } : { ...change, channelId }
  })
}

/** Retention lets go once a day; until it has, a message that is a little too old is still changed as others are. */
const SLACK_DAYS = 2

/** What is kept beyond its time, for a reaction that it bears, follows its edits as long as it is there. */
async function youngEnough(ctx: Follower, tx: TenantTx, changes: readonly MessageChange[]): Promise<(change: MessageChange) => boolean> {
  const boundsOf = await retentionBoundsIn(tx, { nowMs: ctx.clock.nowMs(), slackDays: SLACK_DAYS })
  const beyond = (change: MessageChange): RetentionBound[] =>
    change.kind === 'put' ? boundsOf(change.state.channelId).filter(({ before }) => change.state.ts < before) : []
  const mayBeKept = (change: MessageChange) => beyond(change).every(({ exceptReaction }) => exceptReaction !== null)
  const old = changes.flatMap((change) => (change.kind === 'put' && beyond(change).length > 0 && mayBeKept(change) ? [change.state] : []))
  const stored = await messagesOf(tx).storedAmong(old)
  return (change) =>
    change.kind === 'delete' ||
    beyond(change).length === 0 ||
    (mayBeKept(change) && stored.has(`${change.state.channelId}:${change.state.ts}`))
}

/** Where a workspace has no posts of apps read, nothing of them comes in; that they are deleted does. */
async function readPoster(tx: TenantTx): Promise<(change: MessageChange) => boolean> {
  const { index_bots: areAppsRead } = await readSettings(tx)
  return (change) => areAppsRead || change.kind === 'delete' || !isAppPost(change.state)
}

/** An excluded channel that can still be taken back gets nothing new, but what was read of it follows its edits and deletions. */
async function ofHiddenChannels(
  tx: TenantTx,
  changes: readonly MessageChange[],
  allowed: ReadonlySet<string>,
): Promise<(change: MessageChange) => boolean> {
  const hidden = new Set<string>(await channelsOf(tx).hiddenAmong(changes.map(channelOf).filter((id) => !allowed.has(id))))
  if (hidden.size === 0) return () => false
  const placeOf = (change: MessageChange) => (change.kind === 'put' ? change.state : change)
  const stored = await messagesOf(tx).storedAmong(changes.filter((change) => hidden.has(channelOf(change))).map(placeOf))
  return (change) => stored.has(`${placeOf(change).channelId}:${placeOf(change).ts}`)
}

const channelOf = (change: MessageChange): string => (change.kind === 'put' ? change.state.channelId : change.channelId)

/** Tokens are resolved once, with the names of this moment; a private channel is not named to those who read the message. */
async function withCanonicalText(tx: TenantTx, changes: readonly MessageChange[]): Promise<StoredChange[]> {
  const texts = changes.flatMap((change) => (change.kind === 'put' ? [`${change.state.mrkdwn}\n${change.state.appendix}`] : []))
  const mentioned = texts.map(mentionedIds)
  const users = await usersOf(tx).names(mentioned.flatMap((ids) => ids.users))
  const channels = await channelsOf(tx).spokenNames(mentioned.flatMap((ids) => ids.channels))
  const names = { user: (id: string) => users.get(id), channel: (id: string) => channels.get(id) }
  return changes.map((change) => {
    if (change.kind === 'delete') return change
    const { mrkdwn, appendix } = change.state
    const text = plainText(appendix ? `${mrkdwn}\n${appendix}` : mrkdwn, names)
    return { ...change, text, contentHash: contentHash(change.state) }
  })
}
