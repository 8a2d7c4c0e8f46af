import { expect, test } from 'vitest'
import { openApi } from './open-api.ts'
import { routes } from './routes.ts'

type Operation = {
  operationId: string
  parameters?: { name: string; in: string; required: boolean }[]
  responses: Record<string, unknown>
  security: object[]
}
const document = openApi('1.2.3') as unknown as {
  openapi: string
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

test('every route is described once, with its parameters, its answer and what it needs', () => {
  expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.2.3'])
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(routes).toSorted())
  const list = document.paths['/v1/channels']?.get
  expect(list?.parameters).toContainEqual(expect.objectContaining({ name: 'limit', in: 'query', required: false }))
  expect(document.paths['/v1/channels/{channelId}']?.patch?.parameters).toMatchObject([{ name: 'channelId', in: 'path', required: true }])
  expect(document.paths['/v1/settings']?.patch?.parameters).toMatchObject([{ name: 'If-Match', in: 'header' }])
  expect(document.paths['/v1/settings']?.get?.security).toEqual([{ session: [] }])
  expect(document.paths['/v1/channels/why']?.get?.parameters).toMatchObject([{ name: 'channel', required: true }])
})

test('every reference leads somewhere, and nothing is named twice', () => {
  const text = JSON.stringify(document)
  expect(text).not.toContain('$defs')
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(references.length).toBeGreaterThan(50)
  expect([...new Set(references)].filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([])
  expect(openApi('1.2.3')).toEqual(openApi('1.2.3'))
})
