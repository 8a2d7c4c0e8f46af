import {
  type Answerer,
  type AnswerRequest,
  type Embedder,
  type Reranker,
  type Rewriter,
  redacted,
  redactedSource,
  restored,
  type TeamId,
} from '@backscroll/core'
import type { Db } from '@backscroll/db'
import { readSettings } from './flows/settings/read-settings.ts'
import { textOwner } from './text-owner.ts'

/** Whether a team lets nothing personal out. */
export type RedactsFor = (teamId: TeamId) => Promise<boolean>

/** What teams have decided, read at every call: a change counts from the next one on. */
export const redactsAsDecided =
  (db: Db): RedactsFor =>
  async (teamId) =>
    (await db.withTenant(teamId, readSettings)).redact_pii !== 'off'

/** Work that nobody has named a team for takes out as well: what is forgotten here is not let out. */
const redactsNow = async (redactsFor: RedactsFor, owner: TeamId | null): Promise<boolean> => owner === null || redactsFor(owner)

/** The same embedder over the network, for texts without what their workspace keeps to itself. */
export const redactingEmbedder = (redactsFor: RedactsFor, embedder: Embedder): Embedder => ({
  ...embedder,
  async embed(texts, purpose, signal) {
    const isRedacting = await redactsNow(redactsFor, textOwner())
    return embedder.embed(isRedacting ? texts.map(redacted) : texts, purpose, signal)
  },
})

/** The same reranker over the network, likewise. */
export const redactingReranker = (redactsFor: RedactsFor, reranker: Reranker): Reranker => ({
  ...reranker,
  async rerank(query, documents, topN, signal) {
    if (!(await redactsNow(redactsFor, textOwner()))) return reranker.rerank(query, documents, topN, signal)
    return reranker.rerank(redacted(query), documents.map(redacted), topN, signal)
  },
})

/** The same rewriter over the network, likewise; what stood in the question alone stands in its other words again, for the search. */
export const redactingRewriter = (redactsFor: RedactsFor, rewriter: Rewriter): Rewriter => ({
  ...rewriter,
  async rewrite({ question, turns }, signal) {
    if (!(await redactsNow(redactsFor, textOwner()))) return rewriter.rewrite({ question, turns }, signal)
    const told = turns.map((turn) => ({ question: redacted(turn.question), answer: redacted(turn.answer) }))
    const said = await rewriter.rewrite({ question: redacted(question), turns: told }, signal)
    return restored(said, [question, ...turns.flatMap((turn) => [turn.question, turn.answer])])
  },
})

/** The same answerer over the network, likewise. What it writes is to be checked against redacted sources. */
export const redactingAnswerer = (redactsFor: RedactsFor, answerer: Answerer): Answerer => ({
  ...answerer,
  answer(request, signal) {
    const owner = textOwner()
    const events = async function* () {
      yield* answerer.answer((await redactsNow(redactsFor, owner)) ? redactedRequest(request) : request, signal)
    }
    return events()
  },
})

const redactedRequest = ({ question, sources, rules, maxOutputTokens }: AnswerRequest): AnswerRequest => ({
  question: redacted(question),
  sources: sources.map(redactedSource),
  rules: redacted(rules),
  maxOutputTokens,
})
