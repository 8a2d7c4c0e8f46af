import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { createErasure } from '../../../flows/erasure/create-erasure.ts'
import { previewErasure } from '../../../flows/erasure/preview-erasure.ts'
import { listErasures, readErasure } from '../../../flows/erasure/read-erasures.ts'
import { createExport } from '../../../flows/exports/create-export.ts'
import { listExports } from '../../../flows/exports/list-exports.ts'
import { openExport } from '../../../flows/exports/open-export.ts'
import { changeTeamStatus, readTeamStatus } from '../../../flows/team/team-status.ts'
import { serve, serveMedia } from './serve.ts'

/** How everything is taken along, and taken out again. */
export async function dataRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'listExports', (caller, { query }) => listExports(ctx, caller, query))
  serve(scope, 'createExport', (caller, { body }) => createExport(ctx, caller, body))
  serveMedia(scope, 'downloadExport', async (caller, { params }, { request, reply }) => {
    const { name, size, range, content } = await openExport(ctx, caller, { exportId: params.exportId, range: request.headers.range })
    void reply.header('accept-ranges', 'bytes').header('cache-control', 'no-store')
    if (!range) return reply.code(416).header('content-range', `bytes */${size}`).send()
    if (range.isPart) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`)
    void reply.header('content-length', range.end - range.start + 1).header('content-disposition', `attachment; filename="${name}"`)
    return reply.type('application/gzip').send(content)
  })
  serve(scope, 'listErasures', (caller, { query }) => listErasures(ctx, caller, query))
  serve(scope, 'createErasure', (caller, { body }) => createErasure(ctx, caller, body))
  serve(scope, 'previewErasure', (caller, { query }) => previewErasure(ctx, caller, query))
  serve(scope, 'getErasure', (caller, { params }) => readErasure(ctx, caller, params.erasureId))
  serve(scope, 'getTeamStatus', (caller) => readTeamStatus(ctx, caller))
  serve(scope, 'changeTeamStatus', (caller, { body }) => changeTeamStatus(ctx, caller, body.state))
}
