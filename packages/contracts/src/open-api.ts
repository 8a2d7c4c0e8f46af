import { z } from 'zod'
import { problem } from './problem.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type JsonObject = { [name: string]: Json }

/** The whole API as OpenAPI 3.1, made from the route table alone: the same table gives the same document. @param version of the product. */
export function openApi(version: string): JsonObject {
  const components: JsonObject = {}
  const failure = content('application/problem+json', schemaOf(problem, 'output', components))
  const paths: Record<string, JsonObject> = {}
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, components) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Backscroll',
      version,
      description: 'What the dashboard does, and whatever programs may do with a key. Every failure is a problem document (RFC 9457).',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      responses: { Failure: { description: 'Why it was not done.', ...failure } },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of the API: bsk_...' },
        session: { type: 'apiKey', in: 'cookie', name: 'backscroll_session' },
      },
    },
  }
}

function operation(name: string, route: Route, components: JsonObject): JsonObject {
  const { summary, status, scope, role, body, response, media } = route
  const answer = media
    ? content(media, { type: 'string' })
    : response
      ? content('application/json', schemaOf(response, 'output', components))
      : {}
  const parameters = [
    ...parametersOf(route.params, 'path', components),
    ...parametersOf(route.query, 'query', components),
    ...(route.versioned && route.method !== 'GET' ? [IF_MATCH] : []),
  ]
  return {
    operationId: name,
    summary,
    description: `Least role: ${role}. ${scope === null ? 'No key is good for it.' : `A key needs the scope ${scope}.`}`,
    tags: [route.path.split('/')[2] ?? ''],
    security: [{ session: [] }, ...(scope === null ? [] : [{ key: [scope] }])],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, ...content('application/json', schemaOf(body, 'input', components)) } } : {}),
    responses: { [String(status)]: { description: 'Done.', ...answer }, default: { $ref: '#/components/responses/Failure' } },
  }
}

const IF_MATCH: JsonObject = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }

const content = (media: string, schema: Json): { content: JsonObject } => ({ content: { [media]: { schema } } })

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query', components: JsonObject): JsonObject[] {
  if (!schema) return []
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(field, undefined).success,
    schema: schemaOf(field, 'input', components),
  }))
}

/** A schema as JSON Schema. Named ones stand once among the components; one that is sent in another shape than it comes back has a name of its own. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output', components: JsonObject): Json {
  const read = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))) as JsonObject
  const { $defs, $schema: _, id, ...whole } = read
  const named = { ...(($defs ?? {}) as JsonObject), ...(typeof id === 'string' ? { [id]: whole } : {}) }
  const names = new Map(Object.keys(named).map((name) => [name, nameFor(name, named, components, io)]))
  for (const [name, given] of Object.entries(named)) components[names.get(name) ?? name] = pointed(given, names)
  return typeof id === 'string' ? { $ref: `#/components/schemas/${names.get(id) ?? id}` } : pointed(whole, names)
}

/** What is sent may leave out what has a default, and then is not the same as what comes back. */
function nameFor(name: string, named: JsonObject, components: JsonObject, io: 'input' | 'output'): string {
  const own = new Map(Object.keys(named).map((each) => [each, each]))
  const known = components[name]
  if (known === undefined || JSON.stringify(known) === JSON.stringify(pointed(named[name] ?? null, own))) return name
  return io === 'input' ? `${name}Input` : `${name}Output`
}

/** References as they are written in OpenAPI; the ids that zod repeats inside are left out. */
function pointed(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((each) => pointed(each, names))
  if (typeof value !== 'object' || value === null) return value
  const reference = value.$ref
  if (typeof reference === 'string') {
    const name = reference.replace(/^#\/\$defs\//, '')
    return { $ref: `#/components/schemas/${names.get(name) ?? name}` }
  }
  const isNamed = typeof value.id === 'string' && (value.type === 'object' || 'anyOf' in value || 'oneOf' in value)
  const entries = Object.entries(value).filter(([key]) => !(key === 'id' && isNamed))
  return Object.fromEntries(entries.map(([key, each]) => [key, pointed(each, names)]))
}
