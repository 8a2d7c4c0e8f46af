import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXCEPTIONS } from './field-exceptions.ts'

/** Slack's payload samples lie beside the repository, not in it. */
const SAMPLES = join(import.meta.dirname, '../../../../../shared/data/slack-samples')

export const hasSamples = existsSync(SAMPLES)

/** A sample file below `api`, `events` or `app-backend`, without `.json`; undefined when there is none. */
export function sample(name: string): unknown {
  const file = join(SAMPLES, `${name}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined
}

type Node = Record<string, unknown>

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The samples nest rich_text containers in one another: all of them, with what lies inside. */
function withElements(node: unknown): unknown[] {
  return isObject(node) && Array.isArray(node.elements) ? [node, ...node.elements.flatMap(withElements)] : [node]
}

/** Lists of blocks and elements hold one sample per type: compare with the one of the same type where there is one. */
function alike(value: unknown, given: readonly unknown[]): readonly unknown[] {
  if (!isObject(value) || typeof value.type !== 'string') return given
  const samples = value.type.startsWith('rich_text_') ? given.flatMap(withElements) : given
  const same = samples.filter((one) => isObject(one) && one.type === value.type)
  return same.length > 0 ? same : samples
}

/**
 * Field paths of a value that no sample has with the same JSON type, e.g. `messages[].blocks[].border: number`.
 * Null fits everywhere: the samples do not say which fields may be null.
 */
export function unknownFields(value: unknown, samples: readonly unknown[], path = ''): string[] {
  if (value === null) return []
  if (Array.isArray(value)) {
    const lists = samples.filter((one) => Array.isArray(one))
    if (lists.length === 0) return [`${path}: array`]
    const elements = lists.flat()
    return value.flatMap((one) => unknownFields(one, alike(one, elements), `${path}[]`))
  }
  if (!isObject(value)) return samples.some((one) => typeof one === typeof value) ? [] : [`${path}: ${typeof value}`]
  const objects = samples.filter(isObject)
  if (objects.length === 0) return [`${path}: object`]
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = objects.filter((one) => Object.hasOwn(one, key)).map((one) => one[key])
    const below = path === '' ? key : `${path}.${key}`
    return known.length === 0 ? [`${below}: ${Array.isArray(inner) ? 'array' : typeof inner}`] : unknownFields(inner, known, below)
  })
}

function isKnownGap(name: string, path: string): boolean {
  return EXCEPTIONS.some(
    (one) => (one.sample.endsWith('*') ? name.startsWith(one.sample.slice(0, -1)) : name === one.sample) && one.path.test(path),
  )
}

/** Fields of a value that are neither in its sample nor a known gap of the samples. */
export function strangers(name: string, value: unknown): string[] {
  const known = sample(name)
  if (known === undefined) return isKnownGap(name, 'no sample') ? [] : [`${name} no sample`]
  const paths = [...new Set(unknownFields(value, [known]))]
  return paths.filter((path) => !isKnownGap(name, path)).map((path) => `${name} ${path}`)
}

const pascal = (word: string) =>
  word
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/** The name of the sample of an event. */
export function eventSample(event: { type: string; subtype?: string }): string {
  if (event.type !== 'message') return `events/${pascal(event.type)}Payload`
  return `events/Message${pascal((event.subtype ?? '').replace(/^message_|_message$/g, ''))}Payload`
}
