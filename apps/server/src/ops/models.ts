import path from 'node:path'
import { InvalidInputError } from '@backscroll/core'
import { Command } from 'commander'
import { processEnvironment, readStorageConfig } from '../config.ts'
import { modelHub } from '../context.ts'
import { progressLine, report, say } from './terminal.ts'

interface Options {
  dir?: string
  hub: string
  json?: boolean
}

/** `models`: what a local embedder runs on. Only a person fetches it, with this command. */
export const modelsVerb = (): Command =>
  new Command('models').description('embedding models for this machine').addCommand(
    new Command('pull')
      .description('fetch an embedding model from the hub; the server itself never downloads one')
      .argument('[model]', `one of ${modelHub.offered.map(({ name }) => name).join(', ')}`, modelHub.offered[0].name)
      .option('--dir <path>', 'where models stand; default MODEL_DIR, else models below DATA_DIR')
      .option('--hub <url>', 'another hub with the same interface', 'https://huggingface.co')
      .option('--json', 'one JSON object on standard output')
      .action(pull),
  )

async function pull(name: string, options: Options): Promise<void> {
  const model = modelHub.offered.find((offered) => offered.name === name)
  if (!model) throw new InvalidInputError(`${name} is not offered: ${modelHub.offered.map((offered) => offered.name).join(', ')}.`)
  if (!URL.canParse(options.hub)) throw new InvalidInputError('--hub must be an http or https address.')
  const hubUrl = options.hub.replace(/\/+$/, '')
  const env = processEnvironment()
  const modelDir = path.resolve(options.dir ?? env.MODEL_DIR ?? path.join(readStorageConfig(env).DATA_DIR, 'models'))

  const found = await modelHub.describe(hubUrl, model)
  const sizeBytes = found.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  say(`${model.name}, licence ${model.licence}, ${megabytes(sizeBytes)}, from ${hubUrl}/${model.repository} at ${found.revision}`)
  for (const { path: file, sizeBytes: size, checksum } of found.files)
    say(`  ${file}  ${megabytes(size)}  ${checksum.kind} ${checksum.hex}`)
  const progress = progressLine()
  const { directory, isNew } = await modelHub
    .pull({ hubUrl, modelDir, found }, ({ path: file, done, total }) =>
      progress.show(`${megabytes(done)} of ${megabytes(total)} (${total === 0 ? 100 : Math.floor((100 * done) / total)} %), ${file}`),
    )
    .catch((error: unknown) => {
      throw unwritable(error, modelDir) ?? error
    })
    .finally(() => progress.end())

  const settings = { EMBEDDER: 'local-transformer', MODEL_DIR: modelDir, EMBEDDING_MODEL: model.repository }
  const library = modelHub.libraryCommand(modelDir)
  const { name: _, ...facts } = model
  report(
    { ok: true, model: name, ...facts, revision: found.revision, directory, isNew, sizeBytes, files: found.files, settings, library },
    options,
    [
      `${name} ${isNew ? 'stands' : 'stood already'} in ${directory}; every checksum is right.`,
      `The library that runs it, once: ${library}`,
      `Settings: ${Object.entries(settings)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`,
    ],
  )
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** What the file system has against it, for a person. */
function unwritable(error: unknown, modelDir: string): InvalidInputError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code)) return null
  return new InvalidInputError(`${modelDir} cannot be written (${code}).`, { cause: error })
}
