import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Route, routes, scopes } from './routes.ts'

const all = Object.entries<Route>(routes)

test('every route has an address of its own below /v1, with its parameters, and a scope that a key can have', () => {
  expect(new Set(all.map(([, { method, path }]) => `${method} ${path}`)).size).toBe(all.length)
  for (const [, { path, params, scope }] of all) {
    expect(path).toMatch(/^\/v1(\/[a-z-]+|\/:[a-zA-Z]+)+$/)
    expect([...path.matchAll(/:(\w+)/g)].map(([, name]) => name)).toEqual(Object.keys(params?.shape ?? {}))
    expect(scopes).toContain(scope)
  }
})

test('only what changes or asks something carries a body, and every answer but an empty one has a shape', () => {
  for (const [, { method, body, status, response }] of all) {
    expect(body === undefined).toBe(method === 'GET' || method === 'DELETE')
    expect(response === undefined).toBe(status === 204)
  }
})

test('everything that goes over the wire can be written as JSON schema', () => {
  for (const [name, { params, body, response }] of all) {
    for (const schema of [params, body]) if (schema) expect({ name, schema: z.toJSONSchema(schema, { io: 'input' }) }).toBeDefined()
    if (response) expect({ name, schema: z.toJSONSchema(response) }).toBeDefined()
  }
})
