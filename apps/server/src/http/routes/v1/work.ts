import { RateLimitedError } from '@backscroll/core'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { changeRun } from '../../../flows/work/change-run.ts'
import { followProgress } from '../../../flows/work/follow-progress.ts'
import { readWork } from '../../../flows/work/read-work.ts'
import { retryJob } from '../../../flows/work/retry-job.ts'
import { startSync } from '../../../flows/work/start-sync.ts'
import { sendEvents } from './event-stream.ts'
import { serve, serveMedia } from './serve.ts'

/** Pages of one person that listen at once, in this process. */
const MOST_LISTENING = 5
const TRY_AGAIN_MS = 5_000

/** Runs, jobs, queues and waits. */
export async function workRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'getWork', (caller) => readWork(ctx, caller))
  serve(scope, 'startSync', (caller, { body }) => startSync(ctx, caller, body))
  serve(scope, 'changeRun', (caller, { body }) => changeRun(ctx, caller, body))
  serve(scope, 'retryJob', (caller, { params }) => retryJob(ctx, caller, params.jobId))

  const draining = new AbortController()
  scope.addHook('preClose', async () => draining.abort())
  const listening = new Map<string, number>()
  serveMedia(scope, 'followProgress', async (caller, _received, { reply }) => {
    const person = `${caller.teamId}/${caller.userId}`
    const open = listening.get(person) ?? 0
    if (open >= MOST_LISTENING) throw new RateLimitedError(`One person may listen from ${MOST_LISTENING} pages at once.`, TRY_AGAIN_MS)
    listening.set(person, open + 1)
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    try {
      await sendEvents(reply, 'work', followProgress(ctx, caller, AbortSignal.any([draining.signal, gone.signal])))
    } finally {
      const left = (listening.get(person) ?? 1) - 1
      if (left > 0) listening.set(person, left)
      else listening.delete(person)
    }
  })
}
