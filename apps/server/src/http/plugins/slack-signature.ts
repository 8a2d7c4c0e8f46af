import type { Clock } from '@backscroll/core'
import { parseSlackBody, verifySlackSignature } from '@backscroll/slack'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Fails closed: in this scope nothing is parsed before the HMAC over the raw bytes has matched.
 * It runs in preValidation for every content type and for an empty body; inside a content-type parser both could get around it.
 */
export const slackSignature = fp(async (scope: FastifyInstance, { signingSecret, clock }: { signingSecret: string; clock: Clock }) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request: FastifyRequest, rawBody: Buffer, done) => done(null, rawBody))
  // with callbacks: a promise per request costs more than the check of its headers
  scope.addHook('preValidation', (request, _reply, done) => {
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    verifySlackSignature({ signingSecret, rawBody, headers: request.headers, nowMs: clock.nowMs() })
    request.body = parseSlackBody(rawBody, request.headers['content-type'])
    done()
  })
})
