import path from 'node:path'
import { ConfigurationError, InvalidInputError, type TeamId } from '@backscroll/core'
import { expect, test } from 'vitest'
import { addressOf, shardOf, tableName, tablePath } from './place.ts'

test('a relative directory that LanceDB would read as a cloud address becomes absolute', () => {
  expect(addressOf('db_here')).toEqual({ kind: 'directory', path: path.resolve('db_here') })
})

test.each([
  ['s3://search-index', { bucket: 'search-index', prefix: '' }],
  ['s3://search-index/', { bucket: 'search-index', prefix: '' }],
  ['S3://search.index/lance/eu_1/', { bucket: 'search.index', prefix: 'lance/eu_1/' }],
])('%s is a bucket with a prefix', (uri, place) => {
  expect(addressOf(uri)).toEqual({ kind: 'bucket', ...place })
})

test.each([
  ['db://team', /no optimize/],
  ['gs://x', /gs:/],
  ['s3+ddb://bucket/x', /s3\+ddb:/],
  ['s3://', /names no bucket/],
  ['s3://Bucket/x', /names no bucket/],
  ['s3://bucket/../x', /prefix/],
  ['s3://bucket/a b', /prefix/],
  ['s3://bucket/x?commit=none', /prefix/],
])('%s is refused with a reason', (uri, reason) => {
  expect(() => addressOf(uri)).toThrow(ConfigurationError)
  expect(() => addressOf(uri)).toThrow(reason)
})

test('a team id that is none never becomes a file name', () => {
  expect(tableName('T0123' as TeamId, 2)).toBe('team_T0123_e2')
  expect(() => tableName('../T0123' as TeamId, 1)).toThrow(InvalidInputError)
  expect(tablePath('T0123' as TeamId, 2)).toBe(`${shardOf('T0123' as TeamId)}/team_T0123_e2.lance`)
})

test('tables spread over 256 shards', () => {
  const found = new Set(Array.from({ length: 2_000 }, (_, n) => shardOf(`T${n}AB` as TeamId)))
  expect(found.size).toBeGreaterThan(250)
  expect(found.size).toBeLessThanOrEqual(256)
})
