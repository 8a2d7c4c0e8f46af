import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ConfigurationError } from '@backscroll/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embedderContract } from '../../../test/embedder-contract.ts'
import { rowOf, writeTinyModel } from '../../../test/tiny-model.ts'
import { fetchLibrary, linkLibrary } from '../../../test/transformers-library.ts'
import { createTransformerEmbedder } from './transformer-embedder.ts'

const absent = await fetchLibrary()
const why = absent ? `skipped because the library could not be installed (${absent}): ` : ''
const homes: string[] = []
const aModelDir = async (): Promise<string> => {
  const dir = await mkdtemp(path.join(tmpdir(), 'backscroll-models-'))
  homes.push(dir)
  return dir
}
afterAll(() => Promise.all(homes.map((dir) => rm(dir, { recursive: true, force: true }))))

const unit = (rows: number[][]): number[] => {
  const sum = Array.from({ length: 8 }, (_, at) => rows.reduce((total, row) => total + (row[at] ?? 0), 0))
  const length = Math.hypot(...sum)
  return sum.map((value) => value / length)
}
const near = (vector: Float32Array | undefined, expected: number[]) => {
  expect(vector).toHaveLength(expected.length)
  for (const [at, value] of expected.entries()) expect(vector?.[at]).toBeCloseTo(value, 5)
}

describe.skipIf(absent)(`${why}the real library over a tiny model`, () => {
  let dir: string
  beforeAll(async () => {
    dir = await aModelDir()
    await linkLibrary(dir)
    for (const model of ['tiny/mean', 'tiny/bge-small-en-v1.5', 'tiny/broken']) await writeTinyModel(dir, model)
    await writeFile(path.join(dir, 'tiny/broken/onnx/model_quantized.onnx'), 'no model')
  })
  const model = (name: string) => createTransformerEmbedder({ modelDir: dir, model: name })

  embedderContract('local transformer', () => model('tiny/mean'))

  test('the mean is over the tokens of each text; padding beside a longer one counts for nothing', async () => {
    const embedder = model('tiny/mean')
    const [short, long] = await embedder.embed(['deploy', 'deploy failed friday lunch'], 'document')
    near(short, unit(['[CLS]', 'deploy', '[SEP]'].map(rowOf)))
    near(long, unit(['[CLS]', 'deploy', 'failed', 'friday', 'lunch', '[SEP]'].map(rowOf)))
    expect(embedder).toMatchObject({ space: 'local/tiny/mean/q8/8', dimensions: 8, label: 'semantic' })
  })

  test('a known model is pooled as it was trained, and cut where it ends', async () => {
    const [text, long] = await model('tiny/bge-small-en-v1.5').embed(['deploy', 'deploy failed '.repeat(5_000)], 'document')
    near(text, unit([rowOf('[CLS]')]))
    near(long, unit([rowOf('[CLS]')]))
    const [cut] = await model('tiny/mean').embed(['deploy '.repeat(5_000)], 'document')
    // the library cuts after 256 tokens, the closing one included
    near(cut, unit(['[CLS]', ...Array.from({ length: 255 }, () => 'deploy')].map(rowOf)))
  })

  test('a model that is damaged is an error that says so, again and again', async () => {
    const embedder = model('tiny/broken')
    for (let n = 0; n < 2; n += 1)
      await expect(embedder.embed(['deploy'], 'document')).rejects.toMatchObject({ code: 'model_unavailable', reason: 'invalid' })
  })

  test('the event loop goes on while a batch is computed', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    await model('tiny/mean').embed(
      Array.from({ length: 800 }, () => 'deploy failed '.repeat(100)),
      'document',
    )
    clearInterval(timer)
    expect(turns).toBeGreaterThan(10)
  })
})

test('what is missing is named, with the command that brings it', async () => {
  const dir = await aModelDir()
  const problem = (model: string) => {
    try {
      createTransformerEmbedder({ modelDir: dir, model })
      return undefined
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError)
      return error instanceof Error ? error.message : ''
    }
  }
  expect(problem('tiny/mean')).toContain(`${path.join(dir, 'tiny/mean/config.json')} is missing`)
  expect(problem('tiny/mean')).toContain(`backscroll models pull --dir ${dir}`)
  await writeTinyModel(dir, 'tiny/mean')
  expect(problem('tiny/mean')).toContain(
    `npm install --ignore-scripts --prefix ${path.join(dir, 'runtime')} @huggingface/transformers@4.3.1`,
  )
  await writeFile(path.join(dir, 'tiny/mean/config.json'), '{}')
  expect(problem('tiny/mean')).toContain('names no hidden_size')
  await rm(path.join(dir, 'tiny/mean/onnx/model_quantized.onnx'))
  expect(problem('tiny/mean')).toContain('model_quantized.onnx is missing')
  for (const name of ['tiny', '../tiny', '../../etc/x', 'a/b/c', 'tiny/..']) expect(problem(name)).toContain('org/name')
})
