import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { askHere } from '../../../flows/answers/ask/ask-here.ts'
import { findAuthors, findReadable } from '../../../flows/search/choices.ts'
import { serveSearch } from '../../../flows/search/serve-search.ts'
import { serve } from './serve.ts'

/** Searching and asking, in the rights of whoever calls. */
export async function searchRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'search', (caller, { body }) => serveSearch(ctx, caller, body))
  serve(scope, 'findReadable', (caller, { query }) => findReadable(ctx, caller, query))
  serve(scope, 'findAuthors', (caller, { query }) => findAuthors(ctx, caller, query))
  serve(scope, 'ask', (caller, { body }) => askHere(ctx, caller, body))
}
