import { z } from 'zod'

/** One thing that is wrong with a request. `pointer` is a JSON pointer (RFC 6901) into what was sent, empty for the whole. */
export const fieldProblem = z.object({ pointer: z.string(), detail: z.string() }).meta({ id: 'FieldProblem' })
export type FieldProblem = z.output<typeof fieldProblem>

/** Every refusal and failure of the API (RFC 9457), as `application/problem+json`. */
export const problem = z
  .object({
    type: z.string(),
    /** What programs decide by; `title` is the same. */
    code: z.string(),
    title: z.string(),
    status: z.int(),
    /** For people. */
    detail: z.string(),
    /** Leads to the line in the server's log. */
    requestId: z.string(),
    errors: z.array(fieldProblem).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof problem>
