import { expect, test } from 'vitest'
import { z } from 'zod'
import { roles } from './access.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { scopes } from './scopes.ts'

const all = Object.entries<Route>(routes)

test('every route has an address of its own below /v1, with its parameters, a least role, and a scope that a key can have or none', () => {
  expect(new Set(all.map(([, { method, path }]) => `${method} ${path}`)).size).toBe(all.length)
  for (const [, { path, params, role, scope }] of all) {
    expect(path).toMatch(/^\/v1(\/[a-z-]+|\/:[a-zA-Z]+)+$/)
    expect([...path.matchAll(/:(\w+)/g)].map(([, name]) => name)).toEqual(Object.keys(params?.shape ?? {}))
    expect([...roles, 'operator']).toContain(role)
    if (scope !== null) expect(scopes).toContain(scope)
  }
})

test('only what changes or asks something carries a body, only what reads has a query, and every answer but an empty one has a shape', () => {
  for (const [, { method, query, body, status, response, media }] of all) {
    if (method === 'GET' || method === 'DELETE') expect(body).toBeUndefined()
    else expect(query).toBeUndefined()
    expect(response === undefined && media === undefined).toBe(status === 204)
  }
})

test('everything that goes over the wire can be written as JSON schema', () => {
  for (const [name, { params, query, body, response }] of all) {
    for (const schema of [params, query, body]) if (schema) expect({ name, schema: z.toJSONSchema(schema, { io: 'input' }) }).toBeDefined()
    if (response) expect({ name, schema: z.toJSONSchema(response) }).toBeDefined()
  }
})
