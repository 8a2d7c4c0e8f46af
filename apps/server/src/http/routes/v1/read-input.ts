import type { FieldProblem } from '@backscroll/contracts'
import { InvalidRequestError } from '@backscroll/core'
import type { z } from 'zod'

/** Reads a part of a request by its schema. @throws InvalidRequestError that names every field that cannot be used. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new InvalidRequestError(read.error.issues.flatMap(problemsOf))
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, key]),
      detail: `${nameOf([...path, key])} is not a field of this request.`,
    }))
  return [{ pointer: pointerOf(path), detail: `${nameOf(path)} ${saidOf(issue)}.` }]
}

/** RFC 6901. */
const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const nameOf = (path: readonly (string | number)[]): string =>
  path.length === 0
    ? 'The request'
    : path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')

function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return issue.message.endsWith('received undefined')
      ? 'is missing'
      : `must be ${issue.expected === 'int' ? 'a whole number' : articleOf(issue.expected)}`
  }
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid')) return `must be one of: ${issue.values.map(String).join(', ')}`
  return issue.message
}

const articleOf = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`)
