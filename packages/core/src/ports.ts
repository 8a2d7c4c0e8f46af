import type { ChannelId, MessageTs, UserId } from './ids.ts'

/** How a vector leg is joined with the keyword leg. */
export type Fusion =
  /** Reciprocal rank fusion, Cormack et al. 2009: sum of `weight / (k + rank)`. For embedders as strong as BM25. */
  | { kind: 'rrf'; k: number; weight: number }
  /** `(1 - alpha) * minmax(keyword) + alpha * minmax(vector)`. For a weak embedder. */
  | { kind: 'score'; alpha: number }

/** Turns text into vectors. Implemented in `packages/models`. */
export interface Embedder {
  /** Identity of the vector space, e.g. `hash-v1/1024/38c89ca9504e`. A change means reindexing every team. */
  readonly space: string
  /** Length of every vector returned. */
  readonly dimensions: number
  /** How the vector leg is fused with the keyword leg: a weak embedder must not be trusted as an equal. */
  readonly fusion: Fusion
  /** What the product may call a search with it. */
  readonly label: 'semantic' | 'fuzzy lexical'
  /**
   * @param purpose `document` for stored text, `query` for a question: models embed the two differently.
   * @returns one L2-normalised vector per text, same order; all zeros for a text without a feature. Empty in, empty out.
   * @throws RetryLaterError when the provider asks to wait; IndexShapeError when a vector has another length.
   */
  embed(texts: readonly string[], purpose: 'document' | 'query', signal?: AbortSignal): Promise<Float32Array[]>
}

/** A message offered to an answerer. `text` is canonical plain text, untrusted. */
export interface Source {
  /** Opaque, chosen by the caller, unique in one call. */
  id: string
  text: string
  /** Text around it, such as the root of its thread: helps to understand `text`, is never quoted. */
  context?: string
  /** Retrieval score, larger is better; only the order has a meaning across calls. */
  score: number
}

/** One piece of an answer and the sources that carry it. In extractive answers `text` is a substring of its one source. */
export interface AnswerPart {
  text: string
  sourceIds: readonly string[]
}

/** What an answerer found. `nothing-found` when no source holds enough of the question. */
export type AnswerOutcome =
  | { kind: 'answered'; parts: readonly AnswerPart[]; confidence: number }
  | { kind: 'nothing-found'; confidence: number }

/** Writes an answer from sources, and from nothing else. Implemented in `packages/models`. */
export interface Answerer {
  /** `extractive` answers are quotes and are labelled so. */
  readonly style: 'extractive' | 'written'
  /**
   * @param question plain text, untrusted. @param sources best first.
   * @returns parts in reading order, each with at least one id out of `sources`; confidence 0 to 1.
   * @throws RetryLaterError when a provider asks to wait.
   */
  answer(question: string, sources: readonly Source[], signal?: AbortSignal): Promise<AnswerOutcome>
}

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
  /** Empty text leaves the keyword leg out. */
  text: string
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
  /** @returns best thread first, in a thread best passage first; ties by id. @throws IndexUnavailableError when there is no table, or it cannot be read. */
  search(query: PassageQuery): Promise<PassageHit[]>
  /** The rows whose ids begin with `<channel>:<ts>:` of these keys: chunks of the message, windows of the thread it is the root of. */
  stored(keys: readonly { channelId: ChannelId; ts: MessageTs }[]): Promise<StoredPassage[]>
  count(): Promise<number>
  /** Whether the table is there and its latest version can be opened; costs a millisecond. */
  exists(): Promise<boolean>
  /** Whether every row can be read; costs a scan of all ids. */
  isIntact(): Promise<boolean>
  /** Hands over every row in batches of at most 8,192, in no order; rows written meanwhile may be missing. No table, no rows. */
  scan(onBatch: (rows: StoredPassage[]) => Promise<void>): Promise<void>
}

/** Proof that the caller is the team's one writer: throws LeaseLostError when it is not any more. */
export interface WriteLease {
  assert(): Promise<void>
}
