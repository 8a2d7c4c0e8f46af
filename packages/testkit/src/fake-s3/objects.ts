import { createHash } from 'node:crypto'

/** One object as it was last written. */
export interface StoredObject {
  body: Buffer
  etag: string
  modifiedMs: number
}

interface Upload {
  key: string
  parts: Map<number, Buffer>
}

/** A page of a listing. */
export interface Listing {
  contents: { key: string; object: StoredObject }[]
  commonPrefixes: string[]
  /** Where the next page begins; null at the end. */
  next: string | null
}

/** The content of one bucket, in memory. */
export function createObjects() {
  const objects = new Map<string, StoredObject>()
  const uploads = new Map<string, Upload>()
  let uploaded = 0
  const put = (key: string, body: Buffer): StoredObject => {
    const object = { body, etag: `"${createHash('md5').update(body).digest('hex')}"`, modifiedMs: Date.now() }
    objects.set(key, object)
    return object
  }
  return {
    objects,
    put,
    beginUpload(key: string): string {
      const id = `upload-${++uploaded}`
      uploads.set(id, { key, parts: new Map() })
      return id
    },
    /** @returns whether there is such an upload. */
    putPart(id: string, number: number, body: Buffer): boolean {
      return uploads.get(id)?.parts.set(number, body) !== undefined
    },
    /** Joins the parts in the order of their numbers. @returns null when there is no such upload. */
    completeUpload(id: string): StoredObject | null {
      const upload = uploads.get(id)
      if (!upload) return null
      uploads.delete(id)
      const parts = [...upload.parts].sort(([one], [other]) => one - other).map(([, body]) => body)
      return put(upload.key, Buffer.concat(parts))
    },
    abortUpload: (id: string): boolean => uploads.delete(id),
    /** Keys in the order of their bytes, folded at the delimiter, `max` entries at most. */
    list({ prefix, delimiter, after, max }: { prefix: string; delimiter: string; after: string; max: number }): Listing {
      const page: Listing = { contents: [], commonPrefixes: [], next: null }
      let last = ''
      for (const key of [...objects.keys()].sort()) {
        if (!key.startsWith(prefix) || key <= after || (last.endsWith('/') && key.startsWith(last))) continue
        if (after.endsWith('/') && delimiter && key.startsWith(after)) continue
        if (page.contents.length + page.commonPrefixes.length === max) return { ...page, next: last }
        const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1
        last = cut < 0 ? key : key.slice(0, cut + delimiter.length)
        const object = objects.get(key)
        if (cut >= 0) page.commonPrefixes.push(last)
        else if (object) page.contents.push({ key, object })
      }
      return page
    },
  }
}

export type Objects = ReturnType<typeof createObjects>
