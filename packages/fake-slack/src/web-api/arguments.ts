import { SlackRefusal } from '../refusal.ts'

/** The arguments of one call, read the way Slack reads them: form values are text, JSON values have types. */
export interface Arguments {
  all: Record<string, unknown>
  text(name: string): string | undefined
  /** Refuses with `invalid_arguments` when absent or empty. */
  needed(name: string): string
  flag(name: string): boolean
  /** A list or object, as a value or as JSON text; undefined when absent. Refuses with `refusal` when it is neither. */
  json(name: string, refusal: string): unknown
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Wraps the parsed body and query of a call. */
export function argumentsOf(all: Record<string, unknown>): Arguments {
  const text = (name: string): string | undefined => {
    const value = all[name]
    return isScalar(value) && value !== '' ? String(value) : undefined
  }
  return {
    all,
    text,
    needed(name) {
      const value = text(name)
      if (value === undefined) {
        const messages = [`[ERROR] missing required field: ${name}`]
        throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } })
      }
      return value
    },
    flag: (name) => ['true', '1'].includes(text(name) ?? ''),
    json(name, refusal) {
      const value = all[name]
      if (value === undefined || value === null || value === '') return undefined
      if (typeof value === 'object') return value
      if (typeof value !== 'string') throw new SlackRefusal(refusal)
      try {
        return JSON.parse(value) as unknown
      } catch {
        throw new SlackRefusal(refusal)
      }
    },
  }
}
