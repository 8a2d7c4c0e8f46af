import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFakeHub } from '@backscroll/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runVerb } from './world/run-verb.ts'

const REPOSITORY = 'onnx-community/granite-embedding-small-english-r2-ONNX'
const MODEL = {
  repository: REPOSITORY,
  licence: 'apache-2.0',
  files: {
    'config.json': Buffer.from('{"hidden_size":384}'),
    'tokenizer.json': Buffer.from('{}'),
    'tokenizer_config.json': Buffer.from('{}'),
    'onnx/model_quantized.onnx': Buffer.alloc(2_500_000, 7),
  },
}
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backscroll-pull-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a person sees name, licence, size, checksums and progress before the model stands there; a program reads one object', async () => {
  await using hub = await startFakeHub(MODEL)
  const dir = path.join(folder, 'seen')
  const first = await runVerb({}, 'models', 'pull', '--dir', dir, '--hub', hub.url)
  expect(first.code).toBe(0)
  expect(first.stderr).toContain('granite-embedding-small-english-r2, licence apache-2.0, 2.5 MB, from ')
  expect(first.stderr).toMatch(/onnx\/model_quantized\.onnx {2}2\.5 MB {2}sha256 [0-9a-f]{64}/)
  expect(first.stderr).toMatch(/config\.json {2}0\.0 MB {2}git-blob [0-9a-f]{40}/)
  expect(first.stderr).toMatch(/ of 2\.5 MB \(\d+ %\)/)
  expect(first.stdout).toContain(`npm install --ignore-scripts --prefix ${path.join(dir, 'runtime')} @huggingface/transformers@`)
  expect(first.stdout).toContain(`EMBEDDER=local-transformer MODEL_DIR=${dir} EMBEDDING_MODEL=${REPOSITORY}`)
  const again = await runVerb({ MODEL_DIR: dir }, 'models', 'pull', '--hub', `${hub.url}/`, '--json')
  expect(again.json).toMatchObject({
    ok: true,
    licence: 'apache-2.0',
    isNew: false,
    directory: path.join(dir, REPOSITORY),
    dimensions: 384,
  })
  expect(again.stdout.trimEnd().split('\n')).toHaveLength(1)
})

test('no network, an unknown model, a wrong address and a place that cannot be written are said in one line', async () => {
  await using hub = await startFakeHub(MODEL)
  const gone = await startFakeHub(MODEL)
  await gone[Symbol.asyncDispose]()
  await writeFile(path.join(folder, 'a-file'), '')
  const calls: [string, ...string[]][] = [
    ['was not reached: there is no network', '--dir', folder, '--hub', gone.url],
    ['big-model is not offered: granite-embedding-small-english-r2, bge-small-en-v1.5', 'big-model', '--dir', folder],
    ['--hub must be', '--hub', 'somewhere', '--dir', folder],
    ['cannot be written', '--dir', path.join(folder, 'a-file'), '--hub', hub.url],
  ]
  const results = await Promise.all(calls.map(([, ...args]) => runVerb({}, 'models', 'pull', ...args, '--json')))
  for (const [at, { code, stdout, stderr }] of results.entries()) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trimEnd().split('\n').at(-1)).toContain(calls[at]?.[0])
    expect(stderr).not.toContain('fault of Backscroll')
  }
})
