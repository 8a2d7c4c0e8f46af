import path from 'node:path'
import { z } from 'zod'

const apiUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).transform((value) => value.replace(/\/+$/, ''))

/** What chooses the models; see `chooseModels`. */
export const modelSettings = z.object({
  EMBEDDER: z
    .enum(['auto', 'hash', 'cohere', 'openai', 'local-transformer'])
    .default('auto')
    .describe('What turns text into vectors. auto: cohere when there is a COHERE_API_KEY, else hash, which needs no key and no download.'),
  EMBEDDING_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,200}$/, 'must be the name of a model')
    .optional()
    .describe('Model of the embedder, by its name there. Absent: embed-v4.0 with cohere; openai and local-transformer need it.'),
  EMBEDDING_DIMENSIONS: z.coerce
    .number()
    .int()
    .min(8)
    .max(4_096)
    .optional()
    .describe('Length of the vectors. Absent: 512 with cohere (256, 1024, 1536 too), 1024 with hash; openai needs it. A change reindexes.'),
  RERANKER: z
    .enum(['auto', 'cohere', 'none'])
    .default('auto')
    .describe('What orders the best hits once more. auto: cohere when there is a COHERE_API_KEY, else none.'),
  RERANK_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,200}$/, 'must be the name of a model')
    .default('rerank-v4.0-fast')
    .describe('Model of the reranker.'),
  COHERE_API_KEY: z.string().min(8).optional().describe('Key of Cohere. With it, message texts and questions are sent to Cohere.'),
  COHERE_BASE_URL: apiUrl.optional().describe("Where Cohere's API is. Absent: https://api.cohere.com."),
  OPENAI_BASE_URL: apiUrl
    .optional()
    .describe(
      'Server with /embeddings for EMBEDDER=openai, such as http://localhost:11434/v1 of Ollama. Absent: https://api.openai.com/v1.',
    ),
  OPENAI_API_KEY: z.string().min(1).optional().describe('Key for that server, when it wants one.'),
  MODEL_DIR: z
    .string()
    .transform((value) => path.resolve(value))
    .optional()
    .describe('Directory of downloaded models for EMBEDDER=local-transformer, as `backscroll models pull` fills it.'),
})

export type ModelSettings = Readonly<z.infer<typeof modelSettings>>
