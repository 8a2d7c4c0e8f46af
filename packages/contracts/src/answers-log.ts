import { z } from 'zod'
import { listInAddress, pageOf, paging, person, slackChannelId, slackUserId } from './paging.ts'

export const answerStates = ['pending', 'answered', 'nothing_found', 'not_confident', 'refused', 'failed', 'retracted'] as const
export const surfaces = ['command', 'askall', 'mention', 'thread', 'dm', 'shortcut', 'home', 'dashboard', 'api'] as const

/** What a question was narrowed by beside its text: channels and people that the viewer may know of. */
export const askedFilters = z
  .object({
    channels: z.array(z.object({ channelId: z.string(), name: z.string() })),
    authors: z.array(person),
    from: z.string().nullable(),
    to: z.string().nullable(),
    daysBack: z.int().nullable(),
    hasLink: z.boolean(),
    hasFile: z.boolean(),
    hasCode: z.boolean(),
    inThread: z.boolean(),
  })
  .meta({ id: 'AskedFilters' })
export type AskedFilters = z.output<typeof askedFilters>

/** Null where the viewer may not read one of the channels behind it: then it says so and nothing else. */
const masked = z.string().nullable()

export const answerRow = z
  .object({
    id: z.string(),
    questionId: z.string(),
    askedAt: z.iso.datetime(),
    asker: person,
    surface: z.string(),
    state: z.enum(answerStates),
    reason: z.string().nullable(),
    question: masked,
    /** Texts are withheld: the viewer may not read every channel behind them. */
    isMasked: z.boolean(),
    /** Null where nothing narrowed it but its own words, and where texts are withheld. */
    filters: askedFilters.nullable(),
    citations: z.int(),
    confidence: z.number().nullable(),
    model: z.string().nullable(),
    costUsd: z.number().nullable(),
    totalMs: z.number().nullable(),
    good: z.int(),
    bad: z.int(),
    revisedAt: z.iso.datetime().nullable(),
    /** The viewer keeps it, with a note for nobody else. */
    saved: z.object({ note: z.string().nullable(), at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'AnswerRow' })
export type AnswerRow = z.output<typeof answerRow>
export const answerList = pageOf(answerRow).meta({ id: 'AnswerList' })
const narrowedLog = {
  state: listInAddress(answerStates).optional(),
  surface: listInAddress(surfaces).optional(),
  asker: slackUserId.optional(),
  /** What wrote it, as `listAnswerModels` names it. */
  model: z.string().min(1, 'must not be empty').max(200, 'may hold 200 characters at most').optional(),
  feedback: z.enum(['good', 'bad']).optional(),
  unanswered: z.literal('yes').optional(),
  from: z.iso.date('must be a day such as 2026-03-01').optional(),
  to: z.iso.date('must be a day such as 2026-03-01').optional(),
}
export const answersQuery = z.strictObject({ ...paging(200, 50), ...narrowedLog })
export type AnswersQuery = z.output<typeof answersQuery>
/** The same list as a whole, in a file. */
export const answersDownload = z.strictObject({ ...narrowedLog, format: z.enum(['csv', 'jsonl']).default('csv') })
export type AnswersDownload = z.output<typeof answersDownload>
/** What has written answers so far, by name. */
export const answerModels = z.object({ data: z.array(z.string()) }).meta({ id: 'AnswerModels' })
export type AnswerModels = z.output<typeof answerModels>
/** The caller's own questions and answers. */
export const historyQuery = z.strictObject({ ...paging(100, 20) })
export const questionParams = z.object({ questionId: z.uuid('is no id of a question') })
export const answerParams = z.object({ answerId: z.uuid('is no id of an answer') })

export const citation = z
  .object({
    ordinal: z.int(),
    channelId: z.string(),
    channelName: z.string(),
    authorName: z.string(),
    postedAt: z.iso.datetime(),
    permalink: z.string(),
    text: z.string(),
    role: z.enum(['cited', 'read', 'retrieved']),
    score: z.number().nullable(),
    /** How it was found: ranks in both legs, what they came to together, what was added to that, and what a reranker said. Null where nothing was searched. */
    ranking: z
      .object({
        keywordRank: z.int().nullable(),
        semanticRank: z.int().nullable(),
        semanticScore: z.number().nullable(),
        fusedScore: z.number().nullable(),
        boosts: z.record(z.string(), z.number()),
        rerankScore: z.number().nullable(),
      })
      .nullable(),
    /** Its message was edited or deleted since. */
    removedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Citation' })
export type Citation = z.output<typeof citation>

export const answerDetail = answerRow
  .extend({
    text: masked,
    statements: z.array(z.object({ text: z.string(), ordinals: z.array(z.int()) })),
    /** Only what the viewer may read now; the others are neither listed nor counted. */
    sources: z.array(citation),
    feedback: z.array(
      z.object({
        by: person,
        verdict: z.enum(['good', 'bad']),
        reason: z.string().nullable(),
        comment: z.string().nullable(),
        at: z.iso.datetime(),
      }),
    ),
    /** From the question to the post, in order. */
    trace: z.array(z.object({ step: z.string(), ms: z.number().nullable(), detail: z.string() })),
    calls: z.array(
      z.object({
        purpose: z.string(),
        model: z.string(),
        status: z.string(),
        inputTokens: z.int().nullable(),
        outputTokens: z.int().nullable(),
        costUsd: z.number().nullable(),
        latencyMs: z.number().nullable(),
        cached: z.boolean(),
      }),
    ),
    confidenceParts: z.record(z.string(), z.number()),
    coverage: z.string().nullable(),
    traceId: z.string().nullable(),
  })
  .meta({ id: 'AnswerDetail' })
export type AnswerDetail = z.output<typeof answerDetail>

export const newFeedback = z
  .strictObject({
    verdict: z.enum(['good', 'bad']),
    reason: z.enum(['wrong', 'outdated', 'missing_source', 'not_helpful']).optional(),
    comment: z.string().trim().max(1_000, 'may hold 1,000 characters at most').optional(),
  })
  .meta({ id: 'NewFeedback' })
export type NewFeedback = z.output<typeof newFeedback>
/** A note for oneself; empty for none. */
export const savedNote = z
  .strictObject({ note: z.string().trim().max(1_000, 'may hold 1,000 characters at most').default('') })
  .meta({ id: 'SavedNote' })
export type SavedNote = z.output<typeof savedNote>
/** Adds the question and what was cited to a set of evaluations. */
export const addToSet = z.strictObject({ setId: z.uuid('is no id of a set') }).meta({ id: 'AddToSet' })

export const clusterStates = ['open', 'assigned', 'resolved', 'ignored'] as const
export const clusterRow = z
  .object({
    id: z.string(),
    /** Null where the viewer may not see any of its questions. */
    label: masked,
    size: z.int(),
    lastAt: z.iso.datetime(),
    state: z.enum(clusterStates),
    owner: person.nullable(),
    resolvedBy: z.object({ channelId: z.string(), ts: z.string(), permalink: z.string().nullable() }).nullable(),
    questions: z.array(z.object({ id: z.string(), text: masked, asker: person, askedAt: z.iso.datetime() })),
  })
  .meta({ id: 'Cluster' })
export type ClusterRow = z.output<typeof clusterRow>
export const clusterList = z.object({ data: z.array(clusterRow) }).meta({ id: 'ClusterList' })
export const clustersQuery = z.strictObject({ state: listInAddress(clusterStates).optional() })
export const clusterParams = z.object({ clusterId: z.uuid('is no id of a cluster') })
export const clusterChange = z
  .strictObject({
    state: z.enum(clusterStates),
    owner: slackUserId.nullable().optional(),
    resolvedBy: z
      .strictObject({ channelId: slackChannelId, ts: z.string().regex(/^\d{1,12}\.\d{1,6}$/, 'is no timestamp of a message') })
      .nullable()
      .optional(),
  })
  .meta({ id: 'ClusterChange' })
export type ClusterChangeRequest = z.output<typeof clusterChange>
