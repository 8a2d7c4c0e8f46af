import type { Billed } from '@backscroll/core'
import { numberAt } from '../http/field.ts'

/** What a completion, or the last chunk of one that is streamed, says that it cost. */
export const billedTokens = (completion: unknown): Partial<Billed> => ({
  inputTokens: numberAt(completion, 'usage', 'prompt_tokens'),
  outputTokens: numberAt(completion, 'usage', 'completion_tokens'),
})
