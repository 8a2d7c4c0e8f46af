import { z } from 'zod'
import { strategies, strategy } from './search.ts'

export const newEvaluation = z
  .strictObject({
    setId: z.uuid('is no id of a set'),
    /** What is compared; every other one with the first. */
    strategies: z
      .array(z.enum(['bm25', ...strategies]))
      .min(1, 'must name one strategy at least')
      .default(['keyword', 'semantic', 'hybrid_weighted'])
      .transform((named) => [...new Set(named.map((name) => (name === 'bm25' ? 'keyword' : name)))]),
  })
  .meta({ id: 'NewEvaluation' })
export type NewEvaluation = z.output<typeof newEvaluation>

/** A difference with the interval that holds 95 % of the differences of resampled questions (paired bootstrap). */
const difference = z.object({ mean: z.number(), low: z.number(), high: z.number() })
const verdict = z.enum(['better', 'worse', 'undecided'])

const comparison = z.object({
  strategy,
  /** Of nDCG@10, question by question. */
  difference,
  verdict,
  /** The same in one sentence. */
  sentence: z.string(),
})

export const evaluation = z
  .object({
    id: z.uuid(),
    setId: z.uuid(),
    state: z.enum(['waiting', 'running', 'finished', 'failed']),
    /** Why it failed. */
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    progress: z.object({ done: z.int(), of: z.int() }),
    /** Null until it is finished. */
    result: z
      .object({
        questions: z.object({
          /** With a judgment of 1 or more on a message that can be read now: the scores are means over these. */
          judged: z.int(),
          /** Without one: they say nothing. */
          unjudged: z.int(),
          /** For which nothing should be found. */
          mustAbstain: z.int(),
          /** Their filters name something that does not exist, or cannot be read, now. */
          skipped: z.int(),
        }),
        strategies: z.array(
          z.object({
            strategy,
            ndcg10: z.number(),
            recall100: z.number(),
            mrr10: z.number(),
            precision10: z.number(),
            /** Of the questions for which nothing should be found: for how many nothing was. */
            abstained: z.int(),
            p50Ms: z.number(),
            p95Ms: z.number(),
          }),
        ),
        /** Every other strategy against the first. */
        comparisons: z.array(comparison.extend({ against: strategy })),
        /** The same strategies in the finished run before this one, over the questions that both have. */
        previous: z.object({ id: z.uuid(), finishedAt: z.iso.datetime(), comparisons: z.array(comparison) }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Evaluation' })
export type Evaluation = z.output<typeof evaluation>
