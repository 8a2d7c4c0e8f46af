import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { libraryCommand } from '../src/local/transformer/transformer-embedder.ts'

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/transformers', import.meta.url))

/**
 * Installs the library as the documented command does, once per checkout: 113 MB to fetch, 474 MB on disk, which `npm start` does not have to pay.
 * @returns why it is not there; null when it is.
 */
export async function fetchLibrary(): Promise<string | null> {
  if (existsSync(path.join(CACHE, 'runtime'))) return null
  const staging = `${CACHE}.${process.pid}`
  await mkdir(path.join(staging, 'runtime'), { recursive: true })
  const [command = '', ...args] = libraryCommand(staging).split(' ')
  try {
    await promisify(execFile)(command, [...args, '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries', '1'], {
      timeout: 240_000,
      shell: process.platform === 'win32',
    })
    createRequire(path.join(staging, 'runtime/package.json')).resolve('@huggingface/transformers')
    await rename(staging, CACHE)
    return null
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'unknown') : String(error)
  }
}

/** Puts the fetched library where the loader looks for it. */
export const linkLibrary = (modelDir: string): Promise<void> =>
  symlink(path.join(CACHE, 'runtime'), path.join(modelDir, 'runtime'), 'junction')
