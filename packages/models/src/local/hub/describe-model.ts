import { ModelError } from '@backscroll/core'
import type { Checksum } from './checksum.ts'
import { FURTHER_FILES, NEEDED_FILES, type OfferedModel } from './offered-models.ts'

/** One file of a model as the hub describes it. */
export interface HubFile {
  path: string
  sizeBytes: number
  checksum: Checksum
}

/** A model as it stands on the hub now. */
export interface HubModel {
  model: OfferedModel
  /** The commit that everything is taken from. */
  revision: string
  files: HubFile[]
}

const TIMEOUT_MS = 30_000

/**
 * Asks the hub what a model consists of. Sizes and checksums are the hub's own of this moment.
 * @throws ModelError when the hub is not reached, does not have the model whole, or names another licence than we do.
 */
export async function describeModel(hubUrl: string, model: OfferedModel): Promise<HubModel> {
  const about = (await read(`${hubUrl}/api/models/${model.repository}`, hubUrl)) as { sha?: unknown; tags?: unknown } | null
  const revision = about?.sha
  if (typeof revision !== 'string' || !/^[0-9a-f]{7,64}$/.test(revision)) throw wrong(hubUrl, 'names no revision of the model')
  const tags = Array.isArray(about?.tags) ? about.tags.map(String) : []
  const licence = tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
  if (licence !== undefined && licence !== model.licence)
    throw wrong(
      hubUrl,
      `gives ${model.name} under another licence (${licence.slice(0, 40)}) than this version of Backscroll knows (${model.licence})`,
    )
  const tree = await read(`${hubUrl}/api/models/${model.repository}/tree/${revision}?recursive=true`, hubUrl)
  const entries = Array.isArray(tree) ? (tree as unknown[]) : []
  const files = [...NEEDED_FILES, ...FURTHER_FILES].flatMap((path) => entries.flatMap((entry) => fileFrom(entry, path)))
  const missing = NEEDED_FILES.filter((path) => !files.some((file) => file.path === path))
  if (missing.length > 0) throw wrong(hubUrl, `does not have ${missing.join(', ')} of ${model.repository}`)
  return { model, revision, files }
}

const wrong = (hubUrl: string, what: string) => new ModelError('invalid', `The model hub at ${hubUrl} ${what}.`)

/** What `fetch` and the hub's refusals are to a person. @throws ModelError for everything but an answer. */
export async function ask(url: string, hubUrl: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (cause) {
    throw new ModelError('unavailable', `The model hub at ${hubUrl} was not reached: there is no network, or it is blocked.`, { cause })
  }
  if (response.ok || response.status === 416) return response
  await response.body?.cancel()
  throw new ModelError(
    response.status >= 500 ? 'unavailable' : 'invalid',
    `The model hub at ${hubUrl} refuses ${new URL(url).pathname} (${response.status}).`,
  )
}

async function read(url: string, hubUrl: string): Promise<unknown> {
  const response = await ask(url, hubUrl, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  try {
    return await response.json()
  } catch (cause) {
    throw new ModelError('unavailable', `The model hub at ${hubUrl} did not answer with JSON.`, { cause })
  }
}

/** An entry of the hub's tree when it is that file and says what is in it. */
function fileFrom(entry: unknown, path: string): HubFile[] {
  const { path: found, type, size, oid, lfs } = (entry ?? {}) as Partial<Record<'path' | 'type' | 'size' | 'oid' | 'lfs', unknown>>
  if (found !== path || type !== 'file') return []
  const large = (lfs ?? null) as { oid?: unknown; size?: unknown } | null
  const sizeBytes = large?.size ?? size
  const hex = large ? large.oid : oid
  if (typeof sizeBytes !== 'number' || !Number.isInteger(sizeBytes) || sizeBytes < 0 || typeof hex !== 'string') return []
  if (!(large ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/).test(hex)) return []
  return [{ path, sizeBytes, checksum: { kind: large ? 'sha256' : 'git-blob', hex } }]
}
