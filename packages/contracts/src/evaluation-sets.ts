import { z } from 'zod'
import { narrowingObject, queryText } from './narrowing.ts'

/** Names one message: by its permalink in Slack, or by channel and timestamp. */
const messageName = z.union(
  [
    z.strictObject({
      permalink: z
        .string()
        .max(500)
        .regex(/\/archives\/[CGD][A-Z0-9]{1,20}\/p\d{7,18}/, 'is no permalink of a message'),
    }),
    z.strictObject({
      channelId: z.string().regex(/^[CGD][A-Z0-9]{1,20}$/, 'is no channel id'),
      ts: z.string().regex(/^\d{1,12}\.\d{1,6}$/, 'is no timestamp of a message'),
    }),
  ],
  'must name a message by "permalink", or by "channelId" and "ts"',
)

/** How well a message answers a question: 0 not at all, 1 touches it, 2 helps, 3 is the answer. */
const grade = z.int('must be 0, 1, 2 or 3').min(0, 'must be 0, 1, 2 or 3').max(3, 'must be 0, 1, 2 or 3')

const givenJudgments = z.array(z.strictObject({ message: messageName, grade })).max(200, 'may hold 200 judgments at most')

const question = z.strictObject({
  query: queryText,
  judgments: givenJudgments.default([]),
  /** Nothing should be found for it. */
  mustAbstain: z.boolean().default(false),
  filters: narrowingObject.default({}),
})

export const newEvaluationSet = z
  .strictObject({
    name: z.string().trim().min(1, 'must not be empty').max(200, 'may hold 200 characters at most'),
    items: z.array(question).min(1, 'must hold one question at least').max(500, 'may hold 500 questions at most'),
  })
  .meta({ id: 'NewEvaluationSet' })
export type NewEvaluationSet = z.output<typeof newEvaluationSet>

export const newJudgments = z
  .strictObject({
    items: z
      .array(z.strictObject({ itemId: z.uuid('is no id of a question'), judgments: givenJudgments }))
      .min(1, 'must name one question at least')
      .max(500, 'may name 500 questions at most'),
  })
  .meta({ id: 'NewJudgments' })
export type NewJudgments = z.output<typeof newJudgments>

/** A judgment as it is kept, whether or not the message can be read now. */
const keptJudgment = z.object({ channelId: z.string(), ts: z.string(), grade: z.int() })

const setSummary = z.object({ id: z.uuid(), name: z.string(), questions: z.int(), createdAt: z.iso.datetime() })

export const evaluationSet = setSummary
  .extend({
    items: z.array(
      z.object({
        id: z.uuid(),
        query: z.string(),
        mustAbstain: z.boolean(),
        filters: narrowingObject,
        judgments: z.array(keptJudgment),
      }),
    ),
  })
  .meta({ id: 'EvaluationSet' })
export type EvaluationSet = z.output<typeof evaluationSet>

export const evaluationSetList = z
  .object({ data: z.array(setSummary), nextCursor: z.null(), hasMore: z.literal(false) })
  .meta({ id: 'EvaluationSetList' })
export type EvaluationSetList = z.output<typeof evaluationSetList>
