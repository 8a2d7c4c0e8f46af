/** A thread of its own, because the runtime computes synchronously: a batch would hold the event loop of the server for its whole time. */
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { poolTokens, type Tensor } from './pool.ts'

/** What the thread is started with. */
export interface WorkerSettings {
  /** A file in the directory where the library is installed. */
  libraryFrom: string
  modelDir: string
  model: string
  pooling: 'cls' | 'mean'
  maxTokens: number
}

export type WorkerReply = { id: number; vectors: Float32Array[] } | { id: number; failure: string }

/** The part of the library that is used. It is not installed where this is compiled. */
interface Library {
  env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string; useFSCache: boolean }
  AutoTokenizer: { from_pretrained(model: string): Promise<Tokenizer> }
  AutoModel: { from_pretrained(model: string, options: { dtype: 'q8'; device: 'cpu' }): Promise<Model> }
}
type Tokenizer = (texts: string[], options: { padding: true; truncation: true; max_length: number }) => { attention_mask: Tensor }
type Model = (inputs: object) => Promise<{ last_hidden_state?: Tensor }>

const settings = workerData as WorkerSettings

async function load(): Promise<{ tokenizer: Tokenizer; model: Model }> {
  const { env, AutoTokenizer, AutoModel } = createRequire(settings.libraryFrom)('@huggingface/transformers') as Library
  Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: settings.modelDir, useFSCache: false })
  const tokenizer = await AutoTokenizer.from_pretrained(settings.model)
  return { tokenizer, model: await AutoModel.from_pretrained(settings.model, { dtype: 'q8', device: 'cpu' }) }
}

let loading: ReturnType<typeof load> | undefined

async function embed(texts: string[]): Promise<Float32Array[]> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  const { tokenizer, model } = await loading
  const inputs = tokenizer(texts, { padding: true, truncation: true, max_length: settings.maxTokens })
  const { last_hidden_state: states } = await model(inputs)
  if (states?.dims.length !== 3) throw new Error('the model gives no vectors of tokens')
  return poolTokens(states, inputs.attention_mask, settings.pooling)
}

parentPort?.on('message', ({ id, texts }: { id: number; texts: string[] }) => {
  const reply = (message: WorkerReply) => parentPort?.postMessage(message)
  embed(texts).then(
    (vectors) => reply({ id, vectors }),
    (error: unknown) => reply({ id, failure: error instanceof Error ? error.message : String(error) }),
  )
})
