import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { HubModel } from './describe-model.ts'
import { fetchFile, isWhole } from './fetch-file.ts'

/** How far a pull has come; in bytes, over all files. */
export interface PullProgress {
  path: string
  done: number
  total: number
}

export interface PulledModel {
  /** Where it stands now. */
  directory: string
  /** False: it stood there already, byte for byte. */
  isNew: boolean
}

/**
 * Brings a model to `modelDir/<org>/<name>`, all of its files or none: they are gathered and proven beside the place and moved there together.
 * A model that stands there serves until then. An interrupted pull is gone on with by the next one.
 * @throws ModelError as `fetchFile` does.
 */
export async function pullModel(
  { hubUrl, modelDir, found }: { hubUrl: string; modelDir: string; found: HubModel },
  onProgress: (progress: PullProgress) => void,
): Promise<PulledModel> {
  const { repository } = found.model
  const directory = path.join(modelDir, repository)
  const whole = await Promise.all(found.files.map((file) => isWhole(path.join(directory, file.path), file)))
  if (whole.every(Boolean)) return { directory, isNew: false }

  const staging = `${directory}.partial`
  const total = found.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  let before = 0
  for (const file of found.files) {
    const place = path.join(staging, file.path)
    const onBytes = (done: number) => onProgress({ path: file.path, done: before + done, total })
    const url = `${hubUrl}/${repository}/resolve/${found.revision}/${file.path}`
    if (!(await isWhole(place, file))) await fetchFile({ hubUrl, url, place, file, onBytes })
    before += file.sizeBytes
    onProgress({ path: file.path, done: before, total })
  }
  const old = `${directory}.old`
  await rm(old, { recursive: true, force: true })
  await rename(directory, old).catch(() => {})
  await rename(staging, directory)
  await rm(old, { recursive: true, force: true })
  return { directory, isNew: true }
}
