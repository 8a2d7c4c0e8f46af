import { AppError } from '@backscroll/core'
import type { Context } from '../src/context.ts'
import { type Enqueue, type JobKind, type JobPayloads, jobKey } from '../src/enqueue.ts'

type Handlers = { [Kind in JobKind]?: (ctx: Context, payload: JobPayloads[Kind], signal: AbortSignal) => Promise<void> }

interface Job {
  kind: JobKind
  payload: JobPayloads[JobKind]
  dueMs: number
}

/**
 * Runs jobs in the order of their due times on a clock that jumps there. As in the real queue one job of a kind and key waits at a time, a second is
 * dropped, and a wait that somebody asks for costs no try.
 */
export function virtualQueue(clock: { nowMs(): number; advance(ms: number): Promise<void> }, handlers: Handlers) {
  const waiting = new Map<string, Job>()
  const enqueue: Enqueue = async (kind, payload, { startAfterMs = 0 } = {}) => {
    const key = `${kind} ${jobKey(payload)}`
    if (!waiting.has(key)) waiting.set(key, { kind, payload, dueMs: clock.nowMs() + startAfterMs })
  }
  return {
    enqueue,
    /** Runs until nothing waits. @param between is called after every job. */
    async run(ctx: Context, between: () => Promise<void>): Promise<void> {
      for (;;) {
        const [key, job] = [...waiting].sort(([, a], [, b]) => a.dueMs - b.dueMs)[0] ?? []
        if (!key || !job) return
        waiting.delete(key)
        await clock.advance(Math.max(0, job.dueMs - clock.nowMs()))
        const handler = handlers[job.kind] as ((ctx: Context, payload: object, signal: AbortSignal) => Promise<void>) | undefined
        try {
          await handler?.(ctx, job.payload, new AbortController().signal)
        } catch (error) {
          if (!(error instanceof AppError) || error.retryAfterMs === null) throw error
          await enqueue(job.kind, job.payload as never, { startAfterMs: error.retryAfterMs })
        }
        await between()
      }
    },
  }
}
