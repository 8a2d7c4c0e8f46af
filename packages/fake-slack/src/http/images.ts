import type { FastifyInstance } from 'fastify'

/** One grey pixel: every avatar and icon of the stand-in. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPQBgAAbQBsmhgq2QAAAABJRU5ErkJggg==', 'base64')

/** Serves the pictures that API answers point at. */
export function registerImages(app: FastifyInstance): void {
  for (const name of ['bot', 'user', 'team']) {
    app.get(`/img/${name}.png`, (_request, reply) => reply.type('image/png').header('cache-control', 'max-age=86400').send(PIXEL))
  }
}
