export { type Cohere, openCohere } from './cohere/open-cohere.ts'
export type { ModelUsage } from './guard/usage.ts'
export { createExtractiveAnswerer } from './local/extractive/extractive-answerer.ts'
export { createHashEmbedder } from './local/hash-embedder.ts'
