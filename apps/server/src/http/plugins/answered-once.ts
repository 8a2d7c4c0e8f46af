import type { Route } from '@backscroll/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Context } from '../../context.ts'
import { answerOnce } from '../../flows/access/answer-once.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Does the work of a POST, or gives what it gave before: callers who do not know whether they were heard say it again. */
    answeredOnce: <Answer>(route: Route, received: unknown, work: () => Promise<Answer>) => Promise<Answer>
  }
}

/** In this scope a POST with the header `Idempotency-Key` is carried out once. */
export const answeredOnce = fp(async (scope: FastifyInstance, { ctx }: { ctx: Context }) => {
  scope.decorateRequest('answeredOnce', function <
    Answer,
  >(this: FastifyRequest, route: Route, received: unknown, work: () => Promise<Answer>) {
    const key = this.headers['idempotency-key']
    if (key === undefined || route.ifRepeated === 'done-anew' || !this.caller) return work()
    const request = [route.method, route.path, received]
    const answer = route.ifRepeated === 'refused' ? 'not-kept' : 'kept'
    return answerOnce(ctx, this.caller, { key: String(key), request, status: route.status, answer }, work)
  })
})
