import { createHash, timingSafeEqual } from 'node:crypto'
import { UnauthorizedError } from '@backscroll/core'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** In this scope a request needs the operator's token. */
export const operatorToken = fp(async (scope: FastifyInstance, { token }: { token: string }) => {
  const wanted = hash(`Bearer ${token}`)
  scope.addHook('onRequest', async (request) => {
    if (!timingSafeEqual(hash(request.headers.authorization ?? ''), wanted))
      throw new UnauthorizedError('Send OPERATOR_TOKEN in the header "Authorization: Bearer ...".')
  })
})

/** Of one length, whatever was sent. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
