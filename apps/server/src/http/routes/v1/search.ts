import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { serveSearch } from '../../../flows/search/serve-search.ts'
import { serve } from './serve.ts'

/** Search in the rights of the person for whom a key acts. */
export async function searchRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'search', (caller, { body }) => serveSearch(ctx, caller, body))
}
