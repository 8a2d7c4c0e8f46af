import type { VisibleChannels } from '@backscroll/core'
import type { TenantTx } from '../tenant.ts'
import { applyChanges } from './apply.ts'
import { countDirty, dirtyMessages, type IndexedKey, markAllDirty, markIndexed } from './dirty.ts'
import { type ContentScope, countContent, dropMarkers, takeContent } from './expire.ts'
import { forgetDeleted } from './forget-deleted.ts'
import { foundMessages, type PassagePlace } from './found.ts'
import {
  countIndexable,
  indexablePage,
  type MessageKey,
  markChannelDirty,
  markDirty,
  publicTexts,
  storedAmong,
  unsettledAmong,
  wasIndexed,
} from './indexable.ts'
import { activitySince, countsByPlace, lockedStates, repliesStored, threadStates, topLevelStates } from './observed.ts'
import { channelCounts, messagePage, searchableCounts } from './overview.ts'
import { readableMessages, threadMessages, threadVersion } from './read.ts'
import { reopen, type SlackWindow, windowMarks, windowMessages } from './slack-window.ts'
import type { StoredChange } from './stored-change.ts'
import { searchTexts, type TextQuery } from './text-search.ts'
import { rootOf, threadMembers } from './threads.ts'

/** The messages of a team. Each function says more where it is defined. */
export const messagesOf = (tx: TenantTx) => ({
  apply: (changes: readonly StoredChange[]) => applyChanges(tx, changes),
  forgetDeleted: (deletes: Parameters<typeof forgetDeleted>[1]) => forgetDeleted(tx, deletes),
  takeContent: (wish: { scope: ContentScope; version: bigint; limit: number }) => takeContent(tx, wish),
  countContent: (scope: ContentScope) => countContent(tx, scope),
  dropMarkers: (wish: Parameters<typeof dropMarkers>[1]) => dropMarkers(tx, wish),
  dirty: (limit: number) => dirtyMessages(tx, limit),
  markIndexed: (keys: readonly IndexedKey[]) => markIndexed(tx, keys),
  markAllDirty: () => markAllDirty(tx),
  countDirty: () => countDirty(tx),
  markDirty: (keys: readonly MessageKey[]) => markDirty(tx, keys),
  markChannelDirty: (channelId: string) => markChannelDirty(tx, channelId),
  storedAmong: (keys: readonly MessageKey[]) => storedAmong(tx, keys),
  indexablePage: (after: MessageKey | null, limit: number) => indexablePage(tx, after, limit),
  countIndexable: () => countIndexable(tx),
  publicTexts: (limit: number, characters: number) => publicTexts(tx, limit, characters),
  unsettledAmong: (keys: readonly MessageKey[]) => unsettledAmong(tx, keys),
  wasIndexed: () => wasIndexed(tx),
  thread: (channelId: string, threadTs: string) => threadMessages(tx, channelId, threadTs),
  threadVersion: (channelId: string, threadTs: string) => threadVersion(tx, channelId, threadTs),
  rootOf: (channelId: string, ts: string) => rootOf(tx, channelId, ts),
  threads: (keys: readonly { channelId: string; ts: string }[]) => threadMembers(tx, keys),
  topLevelStates: (channelId: string, below: string | null, limit: number) => topLevelStates(tx, channelId, below, limit),
  threadStates: (threads: readonly { channelId: string; rootTs: string; afterTs: string | null }[]) => threadStates(tx, threads),
  lockedStates: (channelId: string, tss: readonly string[]) => lockedStates(tx, channelId, tss),
  repliesStored: (channelId: string, roots: readonly string[]) => repliesStored(tx, channelId, roots),
  countsByPlace: () => countsByPlace(tx),
  activitySince: (ts: string) => activitySince(tx, ts),
  found: (places: readonly PassagePlace[], visible: VisibleChannels) => foundMessages(tx, places, visible),
  readable: (keys: readonly { channelId: string; ts: string }[], visible: VisibleChannels) => readableMessages(tx, keys, visible),
  windowMarks: (every: number) => windowMarks(tx, every),
  windowMessages: (window: SlackWindow) => windowMessages(tx, window),
  reopen: (keys: readonly MessageKey[]) => reopen(tx, keys),
  searchTexts: (query: TextQuery) => searchTexts(tx, query),
  counts: () => channelCounts(tx),
  searchableCounts: (channelIds: readonly string[]) => searchableCounts(tx, channelIds),
  page: (after: { channelId: string; ts: string } | null, limit: number) => messagePage(tx, after, limit),
})
