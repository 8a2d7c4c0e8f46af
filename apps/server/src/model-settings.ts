import path from 'node:path'
import { z } from 'zod'

const modelName = z.string().regex(/^[\w./:@-]{1,200}$/, 'must be the name of a model')
const apiUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).transform((value) => value.replace(/\/+$/, ''))

/** What chooses the models; see `chooseModels`. */
export const modelSettings = z.object({
  EMBEDDER: z
    .enum(['auto', 'hash', 'cohere', 'openai', 'local-transformer'])
    .default('auto')
    .describe('What turns text into vectors. auto: cohere when there is a COHERE_API_KEY, else hash, which needs no key and no download.'),
  EMBEDDING_MODEL: modelName
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
  RERANK_MODEL: modelName.default('rerank-v4.0-fast').describe('Model of the reranker.'),
  ANSWERER: z
    .enum(['auto', 'extractive', 'cohere', 'openai'])
    .default('auto')
    .describe(
      'What writes answers. auto: cohere when there is a COHERE_API_KEY, else extractive, which quotes messages and needs no model.',
    ),
  ANSWER_MODEL: modelName
    .optional()
    .describe(
      'Model that writes answers, by its name there. Absent: command-a-03-2025 with cohere; openai needs it. A workspace may choose another one.',
    ),
  REWRITE_MODEL: modelName
    .optional()
    .describe(
      'Model that makes follow-up questions understandable by themselves. Absent: command-r7b-12-2024 with cohere, the ANSWER_MODEL with openai.',
    ),
  COHERE_API_KEY: z.string().min(8).optional().describe('Key of Cohere. With it, message texts and questions are sent to Cohere.'),
  COHERE_BASE_URL: apiUrl.optional().describe("Where Cohere's API is. Absent: https://api.cohere.com."),
  OPENAI_BASE_URL: apiUrl
    .optional()
    .describe(
      'Server with /embeddings for EMBEDDER=openai and /chat/completions for ANSWERER=openai, such as http://localhost:11434/v1 of Ollama. Absent: https://api.openai.com/v1.',
    ),
  OPENAI_API_KEY: z.string().min(1).optional().describe('Key for that server, when it wants one.'),
  MODEL_DIR: z
    .string()
    .transform((value) => path.resolve(value))
    .optional()
    .describe('Directory of downloaded models for EMBEDDER=local-transformer, as `backscroll models pull` fills it.'),
})

export type ModelSettings = Readonly<z.infer<typeof modelSettings>>
