import { access } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import helmet from '@fastify/helmet'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../../context.ts'
import { dashboardMissingPage } from '../pages/dashboard-missing.ts'
import { sendBarePage } from '../send-page.ts'

const BUILT = fileURLToPath(new URL('../../../../dashboard/dist', import.meta.url))
const PAGE = 'index.html'
const DAY_MS = 86_400_000
/** Their names change with what is in them. */
const HASHED = /^assets\/[\w.-]+$/
/** The other files: icons, and what runs before the first paint. */
const FILE = /^[\w-]+(\.[\w-]+)+$/

/** The dashboard's built files below `/dashboard`; every address that is no file is its one page, which finds its way by itself. */
export async function dashboardRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  const root = ctx.config.DASHBOARD_DIR ?? BUILT
  await scope.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // the components write their variables into a style element; a style cannot read or send anything under the rest of this policy
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  })
  await scope.register(files, { root, serve: false, dotfiles: 'ignore', preCompressed: true, cacheControl: false })
  const page = async (reply: FastifyReply) => {
    const isBuilt = await access(path.join(root, PAGE)).then(
      () => true,
      () => false,
    )
    if (!isBuilt) return sendBarePage(reply, 503, dashboardMissingPage())
    return reply.header('cache-control', 'no-store').sendFile(PAGE)
  }
  scope.get('/dashboard', (_request, reply) => page(reply))
  scope.get<{ Params: { '*': string } }>('/dashboard/*', (request, reply) => {
    const wanted = request.params['*']
    if (HASHED.test(wanted)) return reply.sendFile(wanted, { cacheControl: true, immutable: true, maxAge: 365 * DAY_MS })
    if (FILE.test(wanted) && wanted !== PAGE) return reply.sendFile(wanted, { cacheControl: true, maxAge: DAY_MS / 24 })
    return page(reply)
  })
}
