import { expect, test } from 'vitest'
import { correlationFields } from './correlation.ts'
import { noTracing, traceOf } from './tracing.ts'

test('a UUID is its own trace id, any other id has one of its own, and both are valid', () => {
  const uuid = '0b8ff0d2-7a4e-4d57-9f6b-1f2e3d4c5b6a'
  expect(traceOf(uuid).traceId).toBe(uuid.replaceAll('-', ''))
  for (const id of [uuid, 'Ev0123ABCD', 'Ev0123ABCE']) {
    expect(traceOf(id).traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(traceOf(id).spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(traceOf(id)).toEqual(traceOf(id))
  }
  expect(traceOf('Ev0123ABCD').traceId).not.toBe(traceOf('Ev0123ABCE').traceId)
})

test('without a collector work is done all the same, carries its id across waiting, and an error goes through', async () => {
  const seen = await noTracing.within('some-id', 'job', {}, async () => {
    await Promise.resolve()
    return noTracing.step('step', {}, async () => correlationFields())
  })
  expect(seen).toEqual({ correlationId: 'some-id' })
  expect(correlationFields()).toEqual({})
  await expect(noTracing.within('id', 'job', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
