import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const asset = (name: string): string => readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8')

/** The two files that the install pages need, read once. */
export async function assetRoutes(scope: FastifyInstance): Promise<void> {
  const style = asset('install.css')
  const script = asset('install-progress.js')
  scope.get('/assets/install.css', async (_request, reply) => reply.type('text/css').header('cache-control', 'max-age=300').send(style))
  scope.get('/assets/install-progress.js', async (_request, reply) =>
    reply.type('text/javascript').header('cache-control', 'max-age=300').send(script),
  )
}
