/** A model that `models pull` fetches. */
export interface OfferedModel {
  /** How a person calls it. */
  name: string
  /** Where it is on the hub, and below MODEL_DIR. */
  repository: string
  /** SPDX name, in lower case as the hub writes it. */
  licence: string
  dimensions: number
}

/** Small models that were measured, the recommended one first: docs/decisions/2026-11-20-models-behind-ports.md. */
export const OFFERED_MODELS: readonly [OfferedModel, ...OfferedModel[]] = [
  {
    name: 'granite-embedding-small-english-r2',
    repository: 'onnx-community/granite-embedding-small-english-r2-ONNX',
    licence: 'apache-2.0',
    dimensions: 384,
  },
  { name: 'bge-small-en-v1.5', repository: 'Xenova/bge-small-en-v1.5', licence: 'mit', dimensions: 384 },
  { name: 'all-MiniLM-L6-v2', repository: 'Xenova/all-MiniLM-L6-v2', licence: 'apache-2.0', dimensions: 384 },
]

/** What a model consists of, and what some have besides. No other name from a hub is ever written. */
export const NEEDED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx']
export const FURTHER_FILES = ['special_tokens_map.json', 'onnx/model_quantized.onnx_data']
