/** How a vector leg is joined with the keyword leg. */
export type Fusion =
  /** Reciprocal rank fusion, Cormack et al. 2009: sum of `weight / (k + rank)`. For embedders as strong as BM25. */
  | { kind: 'rrf'; k: number; weight: number }
  /** `(1 - alpha) * minmax(keyword) + alpha * minmax(vector)`. For a weak embedder. */
  | { kind: 'score'; alpha: number }

/** How common words are in the texts of a workspace, as an embedder packs it: hashes and frequencies, no words. */
export interface FittedWords {
  /** The same texts, in whatever order, have the same. */
  tableId: string
  packed: Uint8Array
}

/** How an embedder that weighs words by how common they are is fitted to one workspace. */
export interface WordFitting {
  /** What `Embedder.space` is with a table. */
  spaceOf(tableId: string): string
  /**
   * Half of the table is the embedder's own, half these texts'.
   * @param texts as they are embedded, a passage each.
   * @throws what `signal` was aborted with.
   */
  fit(texts: readonly string[], signal?: AbortSignal): Promise<FittedWords>
  /** The embedder with a table. @throws Error when the bytes are none. */
  open(packed: Uint8Array): Embedder
}

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
  /** Absent: it is the same for every workspace. */
  readonly fitting?: WordFitting
  /**
   * @param purpose `document` for stored text, `query` for a question: models embed the two differently.
   * @returns one L2-normalised vector per text, same order; all zeros for a text without a feature. Empty in, empty out.
   * @throws ModelError when the provider refuses, fails, or answers with vectors of another number or length; what `signal` was aborted with.
   */
  embed(texts: readonly string[], purpose: 'document' | 'query', signal?: AbortSignal): Promise<Float32Array[]>
}

/** A message offered to an answerer. Every field is plain text of other people, untrusted. */
export interface Source {
  /** Opaque, chosen by the caller, unique in one call. */
  id: string
  text: string
  /** Text around it, such as the root of its thread: helps to understand `text`, is never quoted. */
  context?: string
  /** Retrieval score, larger is better; only the order has a meaning across calls. */
  score: number
  /** Name of the person or app that wrote it, shown to a model beside the text. */
  author?: string
  /** Name of the channel, without a sign before it. */
  channel?: string
  /** ISO date and time in the zone of whoever asks. */
  postedAt?: string
  /** The thread it stands in, by an opaque id, and its place there from 0: a later message may answer an earlier one. */
  conversation?: { id: string; place: number }
}

/** What an answerer is asked. */
export interface AnswerRequest {
  /** Understandable by itself, plain text, untrusted. */
  question: string
  /** Best first. */
  sources: readonly Source[]
  /** What a model has to obey, as its system prompt; an extractive answerer ignores it. */
  rules: string
  maxOutputTokens: number
}

/**
 * A piece of an answer while it is being made. Nothing in it is proved: a provider's offsets may be wrong and its source ids invented, and ids that
 * were never offered are passed on, so that whoever checks an answer can drop and count them.
 */
export type AnswerEvent =
  /** Appended to the answer; never empty. */
  | { kind: 'text'; text: string }
  /** `text` stands at `start` to `end` of the answer so far, in UTF-16 units unless the provider counts otherwise, and rests on these sources. */
  | { kind: 'citation'; start: number; end: number; text: string; sourceIds: readonly string[] }
  /**
   * The end. `cut`: it broke off, stalled or grew too long after some text, all of which was passed on. `refused`: the model or its provider would not
   * answer this. `coverage`: the share of the question's weighted words that an extractive answer's best source holds, 0 to 1, also when that was
   * too little to quote it; null for models.
   */
  | { kind: 'done'; finish: 'complete' | 'cut' | 'refused'; coverage: number | null }

/** Writes an answer from sources, and from nothing else. Implemented in `packages/models`. */
export interface Answerer {
  /** `extractive` answers are quotes and are labelled so: each citation is a verbatim part of its one source. */
  readonly style: 'extractive' | 'written'
  /** Who runs the model, for prices; `local` where nothing is paid. */
  readonly provider: 'cohere' | 'openai' | 'local'
  /** Its name at the provider, for traces and prices; `extractive` where there is none. */
  readonly model: string
  /**
   * Ends with exactly one `done`; without a `text` before it nothing was found. Giving up the iteration ends the call.
   * @throws ModelError when there is no answer at all, before the first `text`; what `signal` was aborted with.
   */
  answer(request: AnswerRequest, signal?: AbortSignal): AsyncIterable<AnswerEvent>
}

/** One question of a conversation and what was answered. Plain text, untrusted. */
export interface Turn {
  question: string
  answer: string
}

/** Makes a follow-up understandable by itself. Implemented in `packages/models`. */
export interface Rewriter {
  /** Its name at the provider, for traces and prices. */
  readonly model: string
  /**
   * @param request.turns oldest first, at most 6.
   * @returns one line of at most 300 characters, untrusted: text of messages may have shaped it. The question itself when the model says nothing.
   * @throws ModelError when the provider refuses, fails or is late; what `signal` was aborted with.
   */
  rewrite(request: { question: string; turns: readonly Turn[] }, signal?: AbortSignal): Promise<string>
}

/** One document with its relevance to a query. */
export interface Reranked {
  /** Position among the documents that were given. */
  index: number
  /** 0 to 1, larger is better; comparable within one call only. */
  score: number
}

/** Orders documents by how well each answers a query, reading both together. Implemented in `packages/models`. */
export interface Reranker {
  /** Its name at the provider, for traces. */
  readonly model: string
  /** After so many milliseconds a search goes on without it. */
  readonly deadlineMs: number
  /**
   * @param query plain text, untrusted. @param documents plain text, untrusted, at most 100.
   * @returns the best `topN`, best first, each index at most once. Empty in, empty out.
   * @throws ModelError when the provider refuses, fails or answers with something else.
   */
  rerank(query: string, documents: readonly string[], topN: number, signal?: AbortSignal): Promise<Reranked[]>
}
