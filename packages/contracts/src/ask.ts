import { z } from 'zod'
import { answerStates, citation } from './answers-log.ts'
import { narrowing } from './narrowing.ts'

export const askRequest = z
  .strictObject({
    question: z
      .string()
      .max(4_000, 'may hold 4,000 characters at most')
      .refine((text) => /[^\s\p{C}]/u.test(text), 'must hold a question'),
    /** The same as for a search: what narrows where the answer is looked for, within what the question says itself. */
    ...narrowing,
    /** An earlier answer that this follows on. */
    follows: z.uuid('is no id of an answer').optional(),
    maxSources: z.int().min(1, 'must be 1 at least').max(50, 'must be 50 at most').optional(),
  })
  .meta({ id: 'AskRequest' })
export type AskRequest = z.output<typeof askRequest>

export const asked = z
  .object({
    answerId: z.string(),
    question: z.string(),
    /** What was looked for, when it follows on an earlier answer. */
    standalone: z.string().nullable(),
    state: z.enum(answerStates),
    /** In plain words, for whoever asked: why there is no answer, or what to do. */
    notice: z.string().nullable(),
    text: z.string().nullable(),
    statements: z.array(z.object({ text: z.string(), ordinals: z.array(z.int()) })),
    sources: z.array(citation),
    confidence: z.number().nullable(),
    /** What was searched and what was not. */
    coverage: z.string(),
    strategy: z.string().nullable(),
    model: z.string().nullable(),
    tookMs: z.number(),
  })
  .meta({ id: 'Asked' })
export type Asked = z.output<typeof asked>
