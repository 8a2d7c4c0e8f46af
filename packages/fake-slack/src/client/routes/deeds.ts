import type { FastifyInstance } from 'fastify'
import type { FakeSlack } from '../../contract.ts'
import { deedFields, doDeed } from '../deeds.ts'
import { requireSameOrigin } from '../same-origin.ts'
import { viewerOf } from '../viewer.ts'

/** Adds what people do: one JSON request per deed, from our own pages only. */
export const addDeeds = (scope: FastifyInstance, slack: FakeSlack): void => {
  scope.post<{ Params: { domain: string; verb: string } }>(
    '/:domain/_do/:verb',
    { onRequest: requireSameOrigin },
    async ({ params, body }, reply) => {
      const fields = deedFields.safeParse(body)
      const viewer = fields.success ? viewerOf(slack, { domain: params.domain, as: fields.data.as }) : null
      if (!fields.success || !viewer) return reply.code(400).send({ ok: false, message: 'The page is out of date. Load it again.' })
      const result = await doDeed(viewer, params.verb, fields.data)
      return result ?? reply.code(404).send({ ok: false, message: 'The page is out of date. Load it again.' })
    },
  )
}
