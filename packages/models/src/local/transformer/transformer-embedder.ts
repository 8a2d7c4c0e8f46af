import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ConfigurationError, type Embedder } from '@backscroll/core'
import { embedWorded } from '../../embed-worded.ts'
import { readVectors } from '../../vectors.ts'
import { NEEDED_FILES } from '../hub/offered-models.ts'
import { embeddingThread } from './embedding-thread.ts'
import { traitsOf } from './model-traits.ts'

const LIBRARY = '@huggingface/transformers'
const VERSION = '4.3.1'
/** Texts per run: memory grows with it, speed on a CPU hardly. A question waits for at most one run. */
const BATCH = 8

/** Installs the library beside the models: 474 MB that only those need who want it. */
export const libraryCommand = (modelDir: string): string =>
  `npm install --ignore-scripts --prefix ${path.join(modelDir, 'runtime')} ${LIBRARY}@${VERSION}`

export interface TransformerOptions {
  modelDir: string
  /** `org/name` below `modelDir`. */
  model: string
}

/**
 * An embedder that runs a model on this machine's CPU, in a thread. Nothing is ever downloaded: model and library must be there.
 * @throws ConfigurationError naming the path that is missing and the command that brings it.
 */
export function createTransformerEmbedder({ modelDir, model }: TransformerOptions): Embedder {
  if (!/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(model)) throw new ConfigurationError(`EMBEDDING_MODEL: ${model} is not of the form org/name.`)
  const home = path.join(modelDir, model)
  for (const file of NEEDED_FILES) {
    if (existsSync(path.join(home, file))) continue
    const hint = `\`backscroll models pull --dir ${modelDir}\` fetches the recommended model.`
    throw new ConfigurationError(`The local embedding model is not whole: ${path.join(home, file)} is missing. ${hint}`)
  }
  const dimensions = hiddenSizeIn(path.join(home, 'config.json'))
  const { pooling, queryPrefix, maxTokens } = traitsOf(model)
  const embedBatch = embeddingThread({ libraryFrom: libraryIn(modelDir), modelDir, model, pooling, maxTokens })
  return {
    space: `local/${model}/q8/${dimensions}`,
    dimensions,
    fusion: { kind: 'rrf', k: 60, weight: 1 },
    label: 'semantic',
    embed: (texts, purpose, signal) =>
      embedWorded(texts, { dimensions, batch: BATCH, signal }, async (batch) => {
        signal?.throwIfAborted()
        const prefix = purpose === 'query' ? queryPrefix : ''
        const vectors = await embedBatch(batch.map((text) => prefix + text))
        return readVectors(
          vectors.map((vector) => [...vector]),
          { name: model, count: batch.length, dimensions },
        )
      }),
  }
}

/** @returns a file from which the library is found. */
function libraryIn(modelDir: string): string {
  const from = path.join(modelDir, 'runtime', 'package.json')
  try {
    createRequire(from).resolve(LIBRARY)
    return from
  } catch (cause) {
    throw new ConfigurationError(
      `EMBEDDER=local-transformer needs a library that is not installed. Install it with: ${libraryCommand(modelDir)}`,
      { cause },
    )
  }
}

function hiddenSizeIn(file: string): number {
  try {
    const { hidden_size: size } = JSON.parse(readFileSync(file, 'utf8')) as { hidden_size?: unknown }
    if (typeof size === 'number' && Number.isInteger(size) && size > 0) return size
  } catch (cause) {
    throw new ConfigurationError(`${file} cannot be read as JSON.`, { cause })
  }
  throw new ConfigurationError(`${file} names no hidden_size, so the length of the vectors is not known.`)
}
