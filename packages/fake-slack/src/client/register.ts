import type { FastifyInstance } from 'fastify'
import type { FakeSlack } from '../contract.ts'
import { addAssets } from './routes/assets.ts'
import { addDeeds } from './routes/deeds.ts'
import { addLive } from './routes/live.ts'
import { addPages } from './routes/pages.ts'

const headers = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/**
 * Adds the web client: front page, workspaces, permalinks, delivery log, and what they need.
 * Its body parsers and headers stay inside; routes of the caller are untouched. Call it before `app.ready()`.
 */
export const registerClient = (app: FastifyInstance, slack: FakeSlack): void => {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'))
    scope.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
    addAssets(scope)
    addPages(scope, slack)
    addDeeds(scope, slack)
    addLive(scope, slack)
  })
}
