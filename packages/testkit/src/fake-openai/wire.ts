/** What is read of requests and said in answers, as OpenAI documents them and Ollama, vLLM and others have them. */
export interface EmbeddingsRequest {
  model: string
  input: string[]
  dimensions?: number
  encoding_format?: string
}

export interface ChatCompletionRequest {
  model: string
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[]
  max_tokens?: number
  max_completion_tokens?: number
  temperature?: number
  stream?: boolean
  stream_options?: { include_usage?: boolean }
}

interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
}

export type CompletionFinish = 'stop' | 'length' | 'content_filter'

export interface ChatCompletion {
  id: string
  object: 'chat.completion'
  model: string
  choices: { index: number; message: { role: 'assistant'; content: string }; finish_reason: CompletionFinish }[]
  usage: Usage
}

export interface ChatCompletionChunk {
  id: string
  object: 'chat.completion.chunk'
  model: string
  choices: { index: number; delta: { role?: 'assistant'; content?: string; refusal?: string }; finish_reason: CompletionFinish | null }[]
  usage?: Usage | null
}
