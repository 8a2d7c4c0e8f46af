import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type FakeHub, startFakeHub } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { describeModel } from './describe-model.ts'
import { OFFERED_MODELS } from './offered-models.ts'
import { pullModel } from './pull-model.ts'

const [MODEL] = OFFERED_MODELS
const ONNX = 'onnx/model_quantized.onnx'
const filesOf = (mark: string) => ({
  'config.json': Buffer.from(`{"hidden_size":8,"mark":"${mark}"}`),
  'tokenizer.json': Buffer.from('{"version":"1.0"}'),
  'tokenizer_config.json': Buffer.from('{}'),
  'README.md': Buffer.from('not wanted'),
  [ONNX]: randomBytes(300_000),
})

async function aPlace(files: Record<string, Buffer> = filesOf('first')) {
  const modelDir = await mkdtemp(path.join(tmpdir(), 'backscroll-pull-'))
  const hub: FakeHub = await startFakeHub({ repository: MODEL.repository, licence: MODEL.licence, files })
  const home = path.join(modelDir, MODEL.repository)
  const shown: string[] = []
  const pull = async () =>
    pullModel({ hubUrl: hub.url, modelDir, found: await describeModel(hub.url, MODEL) }, ({ path: file, done, total }) =>
      shown.push(`${file} ${done}/${total}`),
    )
  return {
    hub,
    home,
    shown,
    pull,
    /** A pull whose connection is lost when a part of the large file is on the disk. */
    async pullHalf() {
      hub.stop(ONNX, 100_000)
      const ended = pull().catch((error: unknown) => error)
      const part = path.join(`${home}.partial`, `${ONNX}.part`)
      await expect.poll(async () => (await stat(part).catch(() => null))?.size ?? 0, { interval: 2 }).toBeGreaterThan(0)
      hub.breakOff()
      expect(await ended).toMatchObject({ reason: 'cut', message: expect.stringContaining('goes on where it was') })
    },
    names: async () => (await readdir(path.dirname(home))).sort(),
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]()
      await rm(modelDir, { recursive: true, force: true })
    },
  }
}

test('every file that is needed is fetched, proven and put into its place, and a second pull fetches nothing', async () => {
  await using place = await aPlace()
  expect(await place.pull()).toEqual({ directory: place.home, isNew: true })
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', ONNX])
    expect(await readFile(path.join(place.home, name))).toEqual(place.hub.model.files[name])
  expect(existsSync(path.join(place.home, 'README.md'))).toBe(false)
  expect(await place.names()).toEqual([path.basename(place.home)])
  const total = Object.entries(place.hub.model.files).reduce((sum, [name, bytes]) => sum + (name === 'README.md' ? 0 : bytes.length), 0)
  expect(place.shown.at(-1)).toBe(`${ONNX} ${total}/${total}`)
  const { length } = place.hub.downloads
  expect(await place.pull()).toEqual({ directory: place.home, isNew: false })
  expect(place.hub.downloads).toHaveLength(length)
})

test('a download that broke off goes on where it was', async () => {
  await using place = await aPlace()
  await place.pullHalf()
  expect(existsSync(place.home)).toBe(false)
  expect(await place.pull()).toMatchObject({ isNew: true })
  expect(await readFile(path.join(place.home, ONNX))).toEqual(place.hub.model.files[ONNX])
  const [first, second] = place.hub.downloads.filter((download) => download.path === ONNX)
  expect([first?.range, second?.range]).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)])
})

test('a half that belongs to another revision is dropped and fetched anew', async () => {
  await using place = await aPlace()
  await place.pullHalf()
  place.hub.model = { ...place.hub.model, files: filesOf('second') }
  await place.pull()
  expect(await readFile(path.join(place.home, ONNX))).toEqual(place.hub.model.files[ONNX])
  expect(await readFile(path.join(place.home, 'config.json'), 'utf8')).toContain('second')
})

test.each([ONNX, 'tokenizer.json'])('other bytes than the hub says are refused, of %s too, and what stood there stays', async (name) => {
  await using place = await aPlace()
  await place.pull()
  place.hub.model = { ...place.hub.model, files: filesOf('second') }
  const bytes = place.hub.model.files[name] ?? Buffer.alloc(0)
  place.hub.falsify(name, Buffer.concat([bytes.subarray(0, -1), Buffer.from('!')]))
  await expect(place.pull()).rejects.toMatchObject({ reason: 'invalid', message: expect.stringContaining('is not what the hub says') })
  expect(await readFile(path.join(place.home, 'config.json'), 'utf8')).toContain('first')
  place.hub.falsify(name, Buffer.concat([bytes, bytes, bytes]))
  await expect(place.pull()).rejects.toMatchObject({ reason: 'invalid', message: expect.stringContaining('longer than the hub says') })
})

test('a file that was changed in its place is mended', async () => {
  await using place = await aPlace()
  await place.pull()
  await writeFile(path.join(place.home, 'tokenizer.json'), '{"version":"6.6"}')
  expect(await place.pull()).toMatchObject({ isNew: true })
  expect(await readFile(path.join(place.home, 'tokenizer.json'), 'utf8')).toBe('{"version":"1.0"}')
})

test('a model under another licence, without a file, without checksums, or unknown is not fetched', async () => {
  await using place = await aPlace()
  const { model } = place.hub
  place.hub.model = { ...model, licence: 'cc-by-nc-4.0' }
  await expect(place.pull()).rejects.toThrow('another licence (cc-by-nc-4.0)')
  const { 'tokenizer.json': _, ...rest } = model.files
  place.hub.model = { ...model, files: rest }
  await expect(place.pull()).rejects.toThrow('does not have tokenizer.json')
  place.hub.model = { ...model, repository: 'somebody/else' }
  await expect(place.pull()).rejects.toThrow('(404)')
  expect(place.hub.downloads).toEqual([])
})

test('without a network the hub is named', async () => {
  const hub = await startFakeHub({ repository: MODEL.repository, licence: MODEL.licence, files: {} })
  await hub[Symbol.asyncDispose]()
  await expect(describeModel(hub.url, MODEL)).rejects.toMatchObject({
    reason: 'unavailable',
    message: `The model hub at ${hub.url} was not reached: there is no network, or it is blocked.`,
  })
})
