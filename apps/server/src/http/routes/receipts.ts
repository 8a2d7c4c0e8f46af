import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import { publicKeys } from '../../flows/erasure/public-keys.ts'

/** The keys by which anybody verifies receipts of erasures. */
export async function receiptRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  scope.get('/.well-known/backscroll-receipts.json', (_request, reply) => {
    void reply.header('cache-control', 'public, max-age=300')
    return publicKeys(ctx)
  })
}
