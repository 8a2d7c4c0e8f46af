import { gunzipSync } from 'node:zlib'
import type { FittedWords, WordFitting } from '@backscroll/core'
import { expect, test } from 'vitest'
import { embedderContract } from '../../test/embedder-contract.ts'
import { defaultIdf } from './default-idf/default-idf.ts'
import { createHashEmbedder } from './hash-embedder.ts'
import { fitIdf, idfOf, mixIdf } from './idf-table.ts'
import { stem } from './stem.ts'
import { stemHash } from './word-features.ts'

const WORDS = ['turbine', 'gearbox', 'blade', 'the nacelle', 'yaw drive', 'pitch', 'anemometer', 'tower']
const TEXTS = Array.from({ length: 600 }, (_, n) => `${WORDS[n % 8]} number ${n % 50} stands still, says ${WORDS[(n * 3) % 7]}`)

function fitting(): WordFitting {
  const { fitting } = createHashEmbedder()
  if (!fitting) throw new Error('hash-v1 can be fitted')
  return fitting
}
const fitted = (texts: readonly string[] = TEXTS): Promise<FittedWords> => fitting().fit(texts)

embedderContract('fitted hash-v1', async () => fitting().open((await fitted()).packed))

test('a mixed table lies half-way: in shares of texts, out of as many as the first has', () => {
  const base = fitIdf([...Array.from({ length: 40 }, () => 'deploy'), ...Array.from({ length: 60 }, () => 'rollback')])
  const own = fitIdf([...Array.from({ length: 8 }, () => 'deploy'), 'turbine', 'turbine'])
  const mixed = idfOf(mixIdf(base, own))
  const share = (word: string, of: number) => expect(mixed(stemHash(stem(word)))).toBeCloseTo(Math.log(1 + 100 / (1 + of)), 1)
  share('deploy', 60)
  share('rollback', 30)
  share('turbine', 10)
  share('unseen', 0)
  expect(mixIdf(base, fitIdf([]))).toEqual(base)
})

test('mixing a table with itself changes nothing', () => {
  expect(mixIdf(defaultIdf(), defaultIdf())).toEqual(defaultIdf())
})

test('the same texts give the same table in any order, other texts another one, and its space names it', async () => {
  const table = await fitted()
  expect(await fitted(TEXTS.toReversed())).toEqual(table)
  expect(await fitted(TEXTS.toSorted())).toEqual(table)
  expect((await fitted(TEXTS.slice(1))).tableId).not.toBe(table.tableId)
  expect(fitting().open(table.packed).space).toBe(fitting().spaceOf(table.tableId))
  expect(fitting().spaceOf(table.tableId)).toMatch(/^hash-v1\/1024\/[0-9a-f]{12}$/)
})

test('two who open a table give the same vectors, and not those of everybody', async () => {
  const { packed } = await fitted()
  const [one, other, everybody] = await Promise.all(
    [fitting().open(packed), fitting().open(Uint8Array.from(packed)), createHashEmbedder()].map((embedder) =>
      embedder.embed(['the gearbox of a turbine'], 'query'),
    ),
  )
  expect(one).toEqual(other)
  expect(one).not.toEqual(everybody)
})

test('the same table serves other dimensions', async () => {
  const { tableId, packed } = await fitted()
  const embedder = createHashEmbedder({ dimensions: 2048 }).fitting?.open(packed)
  expect(embedder).toMatchObject({ dimensions: 2048, space: `hash-v1/2048/${tableId}` })
})

test('no word stands in a table, and what a single text has leaves no trace', async () => {
  const secret = ['zanzibarproject', 'mergerwithinitech']
  const { packed, tableId } = await fitted([...TEXTS, `about ${secret[0]}`])
  const bytes = gunzipSync(packed)
  for (const word of [...secret, ...TEXTS.flatMap((text) => text.split(/\W+/)).filter((word) => word.length > 4)]) {
    expect(bytes.includes(Buffer.from(word, 'utf8'))).toBe(false)
    expect(bytes.includes(Buffer.from(word, 'utf16le'))).toBe(false)
  }
  expect((await fitted([...TEXTS, `about ${secret[1]}`])).tableId).toBe(tableId)
})

test('a table of a thousand messages takes about 100 kB', async () => {
  const texts = Array.from({ length: 1_000 }, (_, n) => `word${n} and word${n * 7} with ${WORDS[n % 8]} again`)
  const { packed } = await fitted(texts)
  expect(packed.length).toBeGreaterThan(50_000)
  expect(packed.length).toBeLessThan(150_000)
})

test('bytes that are no table are refused, and a fit stops when it is aborted', async () => {
  expect(() => fitting().open(Buffer.from('no table'))).toThrow('incorrect header check')
  const stop = new AbortController()
  setImmediate(() => stop.abort())
  await expect(
    fitting().fit(
      Array.from({ length: 20_000 }, (_, n) => `message ${n}`),
      stop.signal,
    ),
  ).rejects.toThrow('aborted')
})
