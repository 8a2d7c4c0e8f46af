import type { FastifyReply, FastifyRequest } from 'fastify'

/** Refuses a request that another site's page made the browser send. Programs outside of browsers send neither header and pass. */
export const requireSameOrigin = async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { origin, host, 'sec-fetch-site': site } = headers
  const isForeign = (site !== undefined && site !== 'same-origin') || (origin !== undefined && origin !== `http://${host}`)
  if (isForeign) await reply.code(403).send({ ok: false, message: 'This request came from another site and was refused.' })
}
