import type { ChannelId, MessageTs, UserId } from './ids.ts'
import type { Fusion } from './ports.ts'
import type { SearchTerms } from './search-terms.ts'

/** What a message can be asked to hold. */
export type PassageTrait = 'link' | 'file' | 'code'

/** One row of a team's table: a chunk of a message, or a window over a thread. */
export interface PassageRow {
  /** `<channel>:<ts>:m<k>` or `<channel>:<thread ts>:w<k>`. */
  id: string
  kind: 'message' | 'window'
  channelId: ChannelId
  /** Author of a message chunk; empty for a window. */
  userId: UserId | ''
  /** Chunk: the message. Window: its first message. */
  ts: MessageTs
  /** Root of the thread; equal to `ts` when there is none. */
  threadTs: MessageTs
  firstTs: MessageTs
  lastTs: MessageTs
  /** What hangs on the message; nothing for a window. */
  traits: readonly PassageTrait[]
  /** Milliseconds since the epoch, of `ts`. */
  postedAtMs: number
  /** Grows with every change of the truth behind the row. */
  version: bigint
  contentHash: string
  /** Text for the keyword leg, identifiers already expanded. */
  text: string
  vector: Float32Array
}

declare const visibleBrand: unique symbol
/** The channels one asker may read now. Only `visible-channels` makes it; no search exists without it. */
export type VisibleChannels = readonly ChannelId[] & { readonly [visibleBrand]: true }

/** A hit: ids only, because text is read from Postgres together with the rights check. */
export interface PassageHit {
  id: string
  kind: 'message' | 'window'
  channelId: ChannelId
  ts: MessageTs
  threadTs: MessageTs
  firstTs: MessageTs
  lastTs: MessageTs
  postedAtMs: number
  /** Fused score of the passage, larger is better; comparable within one result only. */
  score: number
  /** Fused score of its thread: what the best passages of the thread are worth in each leg. Hits come in this order. */
  threadScore: number
  keywordRank: number | null
  keywordScore: number | null
  vectorRank: number | null
  vectorScore: number | null
}

/** A search in one team's table. */
export interface PassageQuery {
  /** The asker's channels; an empty list finds nothing. Filters are applied inside both legs, before the cut. */
  visible: VisibleChannels
  /** Narrows `visible` further, never widens it. */
  channelIds?: readonly ChannelId[]
  userIds?: readonly UserId[]
  fromMs?: number
  toMs?: number
  /** Messages that hold each of these; windows over threads hold none. */
  has?: readonly PassageTrait[]
  /** Only what stands in a thread with replies. */
  inThread?: true
  /** What the keyword leg looks for; absent or empty leaves it out. */
  terms?: SearchTerms
  /** Absent or all zeros leaves the vector leg out. */
  vector?: Float32Array
  fusion: Fusion
  /** Rows asked of each leg, default 50. */
  candidates?: number
  /** Rows returned after fusion, default 50. */
  limit?: number
}

/** What the index holds of a passage, enough to tell whether it must be written again. */
export interface StoredPassage {
  id: string
  kind: 'message' | 'window'
  version: bigint
  contentHash: string
}

/** One of a team's tables: a new one is built beside the old one, and the team registry says which of them serves. */
export interface TableRef {
  version: number
  /** Length of its vectors. */
  dimensions: number
}

/** One team's search index. Derived from Postgres: it can be dropped and rebuilt. Implemented in `packages/search`. */
export interface TeamIndex {
  /**
   * Inserts or replaces by id, an older version never wins. At most one writer per team: the caller holds the team's lease.
   * @throws IndexShapeError when a vector has a wrong length or is not finite.
   */
  upsert(rows: readonly PassageRow[], lease: WriteLease): Promise<void>
  /** Removes rows by id; unknown ids are ignored. */
  remove(ids: readonly string[], lease: WriteLease): Promise<void>
  /**
   * @param signal ends the wait for its turn; a search that has begun goes on.
   * @returns best thread first, in a thread best passage first; ties by id.
   * @throws IndexUnavailableError when there is no table, or it cannot be read; OverloadedError when too many wait already.
   */
  search(query: PassageQuery, signal?: AbortSignal): Promise<PassageHit[]>
  /** The rows whose ids begin with `<channel>:<ts>:` of these keys: chunks of the message, windows of the thread it is the root of. */
  stored(keys: readonly { channelId: ChannelId; ts: MessageTs }[]): Promise<StoredPassage[]>
  count(): Promise<number>
  /** Whether the table is there and its latest version can be opened; costs a millisecond. @throws IndexUnavailableError while its place does not answer. */
  exists(): Promise<boolean>
  /** Whether every row can be read; costs a scan of all ids. @throws IndexUnavailableError while its place does not answer. */
  isIntact(): Promise<boolean>
  /** Hands over every row in batches of at most 8,192, in no order; rows written meanwhile may be missing. No table, no rows. */
  scan(onBatch: (rows: StoredPassage[]) => Promise<void>): Promise<void>
}

/** Proof that the caller is the team's one writer: throws LeaseLostError when it is not any more. */
export interface WriteLease {
  assert(): Promise<void>
}
