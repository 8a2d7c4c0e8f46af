import { openApi } from '@backscroll/contracts'
import type { FastifyInstance } from 'fastify'
import { VERSION } from '../../version.ts'
import { apiReferencePage } from '../pages/api-reference.ts'

/** What the API can do, for tools and for people; made once. */
export async function apiReferenceRoutes(scope: FastifyInstance): Promise<void> {
  const document = JSON.stringify(openApi(VERSION))
  const page = apiReferencePage()
  scope.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json').header('cache-control', 'max-age=300').send(document),
  )
  scope.get('/docs/api', async (_request, reply) => reply.type('text/html').header('cache-control', 'max-age=300').send(page))
}
