import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ModelError } from '@backscroll/core'
import { checksumOf } from './checksum.ts'
import { ask, type HubFile } from './describe-model.ts'

/** A download that brings nothing for so long is given up; the next one goes on where it was. */
const IDLE_MS = 30_000

export interface Fetching {
  hubUrl: string
  /** Of the bytes. */
  url: string
  /** Where the file belongs. Until it is whole and proven it is called `.part` there. */
  place: string
  file: HubFile
  onBytes: (done: number) => void
}

/** Whether exactly that file stands there. */
export async function isWhole(place: string, { sizeBytes, checksum }: HubFile): Promise<boolean> {
  if ((await sizeOf(place)) !== sizeBytes) return false
  const hash = checksumOf(checksum.kind, sizeBytes)
  for await (const chunk of createReadStream(place)) hash.update(chunk as Buffer)
  return hash.digest('hex') === checksum.hex
}

/**
 * Fetches one file, going on where an earlier attempt ended, and puts it into its place when its checksum is right.
 * @throws ModelError when the hub fails, the download stalls, or the bytes are others than the hub says.
 */
export async function fetchFile(fetching: Fetching): Promise<void> {
  const { place, file } = fetching
  const part = `${place}.part`
  await mkdir(path.dirname(place), { recursive: true })
  const isResumed = (await sizeOf(part)) > 0
  await download(fetching, part)
  if (!(await isWhole(part, file)) && isResumed) {
    // the first half may be of another revision
    await rm(part, { force: true })
    await download(fetching, part)
  }
  if (!(await isWhole(part, file))) {
    await rm(part, { force: true })
    throw new ModelError(
      'invalid',
      `${file.path} is not what the hub says it is: its ${file.checksum.kind} differs. Nothing of it was kept.`,
    )
  }
  await rename(part, place)
}

async function download({ hubUrl, url, file, onBytes }: Fetching, part: string): Promise<void> {
  const have = await sizeOf(part)
  if (have === file.sizeBytes) return
  const from = have < file.sizeBytes ? have : 0
  const idle = new AbortController()
  let timer = setTimeout(() => idle.abort(), IDLE_MS)
  try {
    const response = await ask(url, hubUrl, { headers: from > 0 ? { range: `bytes=${from}-` } : {}, signal: idle.signal })
    const isRest = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`) === true
    if (response.status === 416 || (response.status === 206 && !isRest) || !response.body) return await response.body?.cancel()
    let done = isRest ? from : 0
    const counted = async function* (body: AsyncIterable<Uint8Array>) {
      for await (const chunk of body) {
        clearTimeout(timer)
        timer = setTimeout(() => idle.abort(), IDLE_MS)
        done += chunk.length
        if (done > file.sizeBytes) throw new ModelError('invalid', `${file.path} is longer than the hub says.`)
        onBytes(done)
        yield chunk
      }
    }
    await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(part, { flags: isRest ? 'a' : 'w' }))
  } catch (error) {
    if (error instanceof ModelError) throw error
    throw new ModelError('cut', `The download of ${file.path} broke off. The same command goes on where it was.`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0
