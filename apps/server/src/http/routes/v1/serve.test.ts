import type { Settings } from '@backscroll/contracts'
import { StaleVersionError, teamId, userId } from '@backscroll/core'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import type { Caller } from '../../../flows/access/caller.ts'
import { problemReplies } from '../../errors.ts'
import { serve } from './serve.ts'

const caller: Caller = {
  teamId: teamId('T0ACME'),
  userId: userId('U0ADA'),
  role: 'owner',
  isOperator: false,
  via: { kind: 'session', sessionHash: 'h', csrfToken: 'c' },
}

/** The routes that a test registers, called by an owner. */
async function served(register: (scope: ReturnType<typeof Fastify>) => void) {
  const app = Fastify()
  app.setErrorHandler(problemReplies({ notice() {} }))
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    request.caller = caller
  })
  await app.register(async (scope) => register(scope as unknown as ReturnType<typeof Fastify>), { prefix: '/v1' })
  return app
}

test('every part of a request is read by its schema, and what is wrong is named where it stands', async () => {
  const seen: unknown[] = []
  await using app = await served((scope) => {
    serve(scope, 'listMembers', async (_caller, { query }) => {
      seen.push(query)
      return { data: [], nextCursor: null, hasMore: false }
    })
    serve(scope, 'setMember', async (_caller, { params, body }) => {
      seen.push([params.userId, body.role])
    })
  })
  expect(await app.inject('/v1/members')).toMatchObject({ statusCode: 200 })
  expect(await app.inject('/v1/members?limit=7')).toMatchObject({ statusCode: 200 })
  const put = (url: string, payload: object) => app.inject({ method: 'PUT', url, payload })
  expect(await put('/v1/members/U1', { role: 'admin' })).toMatchObject({ statusCode: 204, body: '' })
  expect(seen).toEqual([{ limit: 50 }, { limit: 7 }, ['U1', 'admin']])
  const wrong: [string, Promise<{ statusCode: number; json: () => { errors: { pointer: string }[] } }>][] = [
    ['/limit', app.inject('/v1/members?limit=many')],
    ['/page', app.inject('/v1/members?page=2')],
    ['/limit', app.inject('/v1/members?limit=1&limit=2')],
    ['/userId', put('/v1/members/nobody', { role: 'admin' })],
    ['/role', put('/v1/members/U1', { role: 'god' })],
    ['/more', put('/v1/members/U1', { role: 'admin', more: 1 })],
  ]
  for (const [pointer, answer] of wrong) {
    const reply = await answer
    expect([reply.statusCode, reply.json().errors[0]?.pointer]).toEqual([422, pointer])
  }
  expect(seen).toHaveLength(3)
})

test('what has a version says it, and changes only for whoever has seen it', async () => {
  const settings = (version: number) => ({ version }) as Settings
  await using app = await served((scope) => {
    serve(scope, 'getSettings', async () => settings(3))
    serve(scope, 'changeSettings', async (_caller, { version }) => {
      if (version !== 3) throw new StaleVersionError('Somebody else was quicker.', settings(3))
      return settings(4)
    })
  })
  expect((await app.inject('/v1/settings')).headers.etag).toBe('"3"')
  const patch = (headers: Record<string, string>) =>
    app.inject({ method: 'PATCH', url: '/v1/settings', payload: { max_sources: 3 }, headers })
  const changed = await patch({ 'if-match': '"3"' })
  expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"4"'])
  const none = await patch({})
  expect([none.statusCode, none.json()]).toMatchObject([428, { code: 'precondition_required' }])
  for (const nonsense of ['*', '3', '"x"', '"3", "4"', '']) expect((await patch({ 'if-match': nonsense })).statusCode).toBe(422)
  const late = await patch({ 'if-match': '"2"' })
  expect([late.statusCode, late.json()]).toMatchObject([409, { code: 'conflict', current: { version: 3 } }])
})
