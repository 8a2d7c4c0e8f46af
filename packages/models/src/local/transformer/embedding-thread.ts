import { Worker } from 'node:worker_threads'
import { ModelError } from '@backscroll/core'
import type { WorkerReply, WorkerSettings } from './worker.ts'

interface Waiting {
  readonly resolve: (vectors: Float32Array[]) => void
  readonly reject: (error: Error) => void
}

/**
 * A thread that embeds, started with the first batch and anew after it has died. It keeps no process alive.
 * @returns what embeds one batch. @throws ModelError `invalid` when the model cannot be loaded or run, `unavailable` when the thread dies.
 */
export function embeddingThread(settings: WorkerSettings): (texts: string[]) => Promise<Float32Array[]> {
  let worker: Worker | null = null
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings })
    const died = (cause: unknown) => {
      if (worker === started) worker = null
      for (const { reject } of waiting.values()) reject(new ModelError('unavailable', 'The local embedding model ended.', { cause }))
      waiting.clear()
    }
    started.on('message', (reply: WorkerReply) => {
      const { resolve, reject } = waiting.get(reply.id) ?? {}
      waiting.delete(reply.id)
      if (waiting.size === 0) started.unref()
      if ('vectors' in reply) resolve?.(reply.vectors)
      else reject?.(new ModelError('invalid', `The local embedding model cannot be used: ${reply.failure}`))
    })
    started.on('error', died)
    started.on('exit', died)
    return started
  }
  return (texts) =>
    new Promise((resolve, reject) => {
      worker ??= start()
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      worker.ref()
      worker.postMessage({ id: lastId, texts })
    })
}
