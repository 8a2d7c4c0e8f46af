/** A JSON value out of a description of an API. */
type Node = { readonly [name: string]: unknown }

const nodeOf = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {})

/** What in `value` does not fit the schema: types, required and unknown fields, enums, sizes. `$ref`, `oneOf`, `anyOf` and `allOf` are followed. */
export function misfits(root: Node, schemaNode: unknown, value: unknown, path = '$'): string[] {
  const schema = resolved(root, schemaNode)
  const tag = at(schema, ['discriminator', 'propertyName'])
  const tagged = typeof tag === 'string' ? at(schema, ['discriminator', 'mapping', String(nodeOf(value)[tag])]) : undefined
  if (typeof tag === 'string' && tagged) {
    const option = resolved(root, { $ref: tagged })
    const properties = { [tag]: { type: 'string' }, ...nodeOf(option.properties) }
    return misfits(root, { ...option, properties }, value, path)
  }
  const any = [schema.oneOf, schema.anyOf].find(Array.isArray)
  if (any) {
    const each = any.map((option: unknown) => misfits(root, option, value, path))
    return each.some((found) => found.length === 0) ? [] : (each[0] ?? [])
  }
  if (Array.isArray(schema.allOf)) return objectMisfits(root, joined(root, schema.allOf), value, path)
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${path}: ${String(value)} is not one of ${schema.enum.join(', ')}`]
  switch (schema.type) {
    case 'object':
      return objectMisfits(root, schema, value, path)
    case 'array':
      if (!Array.isArray(value)) return [`${path}: no array`]
      if (typeof schema.maxItems === 'number' && value.length > schema.maxItems) return [`${path}: more than ${schema.maxItems}`]
      if (typeof schema.minItems === 'number' && value.length < schema.minItems) return [`${path}: fewer than ${schema.minItems}`]
      return value.flatMap((item, at) => misfits(root, schema.items, item, `${path}[${at}]`))
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path}: no integer`]
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === schema.type ? [] : [`${path}: no ${schema.type}`]
    default:
      return []
  }
}

function objectMisfits(root: Node, schema: Node, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`]
  const properties = nodeOf(schema.properties)
  // a dictionary, or an object of which nothing is described
  const isOpen = Boolean(schema.additionalProperties) || schema.properties === undefined
  const listed = Array.isArray(schema.required) ? schema.required.map(String) : []
  // Cohere's description requires `api_version` of an answer of embed and describes no such field
  const required = listed.filter((name) => Object.hasOwn(properties, name))
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, item]) =>
      Object.hasOwn(properties, name)
        ? misfits(root, properties[name], item, `${path}.${name}`)
        : isOpen
          ? []
          : [`${path}.${name} is unknown`],
    ),
  ]
}

/** One description of an object out of several that hold of it together. */
function joined(root: Node, parts: readonly unknown[]): Node {
  const schemas = parts.map((part) => resolved(root, part))
  const properties = Object.assign({}, ...schemas.map((schema) => nodeOf(schema.properties))) as Node
  return { properties, required: schemas.flatMap(({ required }) => (Array.isArray(required) ? required : [])) }
}

function resolved(root: Node, schema: unknown): Node {
  const node = nodeOf(schema)
  if (typeof node.$ref !== 'string') return node
  return resolved(root, at(root, node.$ref.replace(/^#\//, '').split('/')))
}

/** The node at a path of names. */
export const at = (root: unknown, path: readonly string[]): unknown => path.reduce((node, name) => nodeOf(node)[name], root)
