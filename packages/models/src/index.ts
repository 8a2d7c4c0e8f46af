export { createExtractiveAnswerer } from './local/extractive/extractive-answerer.ts'
export { createHashEmbedder } from './local/hash-embedder.ts'
