import { unreachable } from '@backscroll/core'
import type { ModelSettings } from './model-settings.ts'

const COHERE_MODEL = 'embed-v4.0'
const COHERE_DIMENSIONS = [256, 512, 1_024, 1_536]
const DEFAULT_DIMENSIONS = 512
const RERANK_MODELS = ['rerank-v4.0-fast', 'rerank-v4.0-pro', 'rerank-v3.5']
const ANSWER_MODEL = 'command-a-03-2025'
const ANSWER_MODELS = [ANSWER_MODEL, 'command-a-plus-05-2026', 'command-a-reasoning-08-2025', 'command-r-08-2024', 'command-r7b-12-2024']
const REWRITE_MODEL = 'command-r7b-12-2024'
const OPENAI_URL = 'https://api.openai.com/v1'

/** Where Cohere is and under which key. */
interface CohereAccess {
  apiKey: string
  baseUrl?: string
}

/** Where a server like OpenAI's is; without a key no authorization is sent. */
interface OpenAiAccess {
  baseUrl: string
  apiKey?: string
}

export type EmbedderChoice =
  | { kind: 'hash'; dimensions?: number }
  | { kind: 'cohere'; access: CohereAccess; model: string; dimensions: number }
  | { kind: 'openai'; access: OpenAiAccess; model: string; dimensions: number }
  | { kind: 'local-transformer'; modelDir: string; model: string }

export type RerankerChoice = { kind: 'none' } | { kind: 'cohere'; access: CohereAccess; model: string }

/** `model` writes answers where a workspace chooses no other; `rewriteModel` makes follow-ups understandable by themselves. */
export type AnswererChoice =
  | { kind: 'extractive' }
  | { kind: 'cohere'; access: CohereAccess; model: string; rewriteModel: string }
  | { kind: 'openai'; access: OpenAiAccess; model: string; rewriteModel: string }

/** What the settings come to. */
export interface ModelChoice {
  embedder: EmbedderChoice
  reranker: RerankerChoice
  answerer: AnswererChoice
  /** Names that may be right and are not known here. */
  warnings: string[]
  /** Settings that contradict each other, a sentence each. When there is one, the choice must not be used. */
  problems: string[]
}

/** Resolves `auto` and defaults, and finds contradictions. Keys and addresses of what is not chosen are no contradiction: they may be other programs'. */
export function chooseModels(settings: ModelSettings): ModelChoice {
  const warnings: string[] = []
  const problems: string[] = []
  const embedder = chooseEmbedder(settings, problems)
  const reranker = chooseReranker(settings, problems)
  const answerer = chooseAnswerer(settings, problems)
  if (embedder.kind === 'cohere' && embedder.model !== COHERE_MODEL)
    warnings.push(`EMBEDDING_MODEL: ${embedder.model} is not known here; it is used as it stands.`)
  if (reranker.kind === 'cohere' && !RERANK_MODELS.includes(reranker.model))
    warnings.push(`RERANK_MODEL: ${reranker.model} is not known here; it is used as it stands.`)
  if (answerer.kind === 'cohere' && !ANSWER_MODELS.includes(answerer.model))
    warnings.push(`ANSWER_MODEL: ${answerer.model} is not known here; it is used as it stands.`)
  if (answerer.kind === 'cohere' && !ANSWER_MODELS.includes(answerer.rewriteModel))
    warnings.push(`REWRITE_MODEL: ${answerer.rewriteModel} is not known here; it is used as it stands.`)
  return { embedder, reranker, answerer, warnings, problems }
}

/** A key may be missing only where the address is one's own. */
const cohereAccess = ({ COHERE_API_KEY: apiKey, COHERE_BASE_URL: baseUrl }: ModelSettings): CohereAccess | null =>
  apiKey || baseUrl ? { apiKey: apiKey ?? '', ...(baseUrl ? { baseUrl } : {}) } : null

const openAiAccess = ({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey }: ModelSettings): OpenAiAccess => ({
  baseUrl: baseUrl ?? OPENAI_URL,
  ...(apiKey ? { apiKey } : {}),
})

function chooseAnswerer(settings: ModelSettings, problems: string[]): AnswererChoice {
  const { ANSWER_MODEL: model, REWRITE_MODEL: rewriteModel } = settings
  const kind = settings.ANSWERER === 'auto' ? (settings.COHERE_API_KEY ? 'cohere' : 'extractive') : settings.ANSWERER
  switch (kind) {
    case 'extractive':
      for (const name of ['ANSWER_MODEL', 'REWRITE_MODEL'] as const)
        if (settings[name])
          problems.push(`${name} is set, and the answerer is extractive, which has no models: set ANSWERER, or leave the model out.`)
      return { kind }
    case 'cohere': {
      const access = cohereAccess(settings)
      if (!access) problems.push('COHERE_API_KEY is missing: ANSWERER=cohere needs it.')
      return { kind, access: access ?? { apiKey: '' }, model: model ?? ANSWER_MODEL, rewriteModel: rewriteModel ?? REWRITE_MODEL }
    }
    case 'openai':
      if (!settings.OPENAI_BASE_URL && !settings.OPENAI_API_KEY)
        problems.push('OPENAI_API_KEY is missing: ANSWERER=openai needs it, or OPENAI_BASE_URL of a server without a key.')
      if (!model) problems.push('ANSWER_MODEL is missing: ANSWERER=openai needs it.')
      return { kind, access: openAiAccess(settings), model: model ?? '', rewriteModel: rewriteModel ?? model ?? '' }
    default:
      return unreachable(kind)
  }
}

function chooseReranker(settings: ModelSettings, problems: string[]): RerankerChoice {
  const access = cohereAccess(settings)
  const isWanted = settings.RERANKER === 'cohere' || (settings.RERANKER === 'auto' && settings.COHERE_API_KEY !== undefined)
  if (!isWanted) return { kind: 'none' }
  if (!access) problems.push('COHERE_API_KEY is missing: RERANKER=cohere needs it.')
  return access ? { kind: 'cohere', access, model: settings.RERANK_MODEL } : { kind: 'none' }
}

function chooseEmbedder(settings: ModelSettings, problems: string[]): EmbedderChoice {
  const { EMBEDDING_MODEL: model, EMBEDDING_DIMENSIONS: dimensions } = settings
  const kind = settings.EMBEDDER === 'auto' ? (settings.COHERE_API_KEY ? 'cohere' : 'hash') : settings.EMBEDDER
  const given = dimensions === undefined ? {} : { dimensions }
  switch (kind) {
    case 'hash':
      if (model)
        problems.push('EMBEDDING_MODEL is set, and the embedder is hash, which has no models: set EMBEDDER, or leave the model out.')
      return { kind, ...given }
    case 'cohere':
      return chooseCohere(settings, problems)
    case 'openai':
      if (!settings.OPENAI_BASE_URL && !settings.OPENAI_API_KEY)
        problems.push('OPENAI_API_KEY is missing: EMBEDDER=openai needs it, or OPENAI_BASE_URL of a server without a key.')
      if (!model) problems.push('EMBEDDING_MODEL is missing: EMBEDDER=openai needs it.')
      if (!dimensions) problems.push('EMBEDDING_DIMENSIONS is missing: EMBEDDER=openai needs the length of the vectors of its model.')
      return { kind, access: openAiAccess(settings), model: model ?? '', dimensions: dimensions ?? 0 }
    case 'local-transformer':
      if (!settings.MODEL_DIR) problems.push('MODEL_DIR is missing: EMBEDDER=local-transformer needs the directory of its models.')
      if (!model) problems.push('EMBEDDING_MODEL is missing: EMBEDDER=local-transformer needs a model below MODEL_DIR, as org/name.')
      if (dimensions) problems.push('EMBEDDING_DIMENSIONS is set, and with EMBEDDER=local-transformer the model decides: leave it out.')
      return { kind, modelDir: settings.MODEL_DIR ?? '', model: model ?? '' }
    default:
      return unreachable(kind)
  }
}

function chooseCohere(settings: ModelSettings, problems: string[]): EmbedderChoice {
  const { EMBEDDING_MODEL: model = COHERE_MODEL, EMBEDDING_DIMENSIONS: dimensions } = settings
  const access = cohereAccess(settings)
  if (!access) problems.push('COHERE_API_KEY is missing: EMBEDDER=cohere needs it.')
  if (model === COHERE_MODEL && dimensions && !COHERE_DIMENSIONS.includes(dimensions))
    problems.push(`EMBEDDING_DIMENSIONS: ${COHERE_MODEL} has 256, 512, 1024 or 1536, not ${dimensions}.`)
  if (model !== COHERE_MODEL && !dimensions)
    problems.push(`EMBEDDING_DIMENSIONS is missing: the length of the vectors of ${model} is not known here.`)
  return { kind: 'cohere', access: access ?? { apiKey: '' }, model, dimensions: dimensions ?? DEFAULT_DIMENSIONS }
}
