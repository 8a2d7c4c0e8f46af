import type { Listing, Objects, StoredObject } from './objects.ts'

/** What was asked of a bucket. */
export interface Asked {
  method: string
  key: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
  honoursIfNoneMatch: boolean
}

/** What goes back. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const xml = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
})
/** An error as S3 words it. */
export const refusal = (status: number, code: string): Answer => ({
  ...xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`),
  status,
})

/** The part of S3's API that LanceDB and the search store use, over one bucket. */
export function answer(objects: Objects, asked: Asked): Answer {
  const { method, key, query } = asked
  if (key === '' && method === 'GET') return list(objects, query)
  if (key === '' && method === 'POST' && query.has('delete')) return removeMany(objects, asked.body)
  if (method === 'GET' || method === 'HEAD') return read(objects.objects.get(key), asked)
  if (method === 'PUT') return write(objects, asked)
  if (method === 'POST') return upload(objects, asked)
  if (method !== 'DELETE') return refusal(405, 'MethodNotAllowed')
  if (query.has('uploadId')) objects.abortUpload(query.get('uploadId') ?? '')
  else objects.objects.delete(key)
  return { status: 204 }
}

function list(objects: Objects, query: URLSearchParams): Answer {
  const page: Listing = objects.list({
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: query.get('continuation-token') ?? query.get('start-after') ?? '',
    max: Math.min(1_000, Number(query.get('max-keys') ?? 1_000)),
  })
  const contents = page.contents.map(
    ({ key, object }) =>
      `<Contents><Key>${text(key)}</Key><LastModified>${new Date(object.modifiedMs).toISOString()}</LastModified>` +
      `<ETag>${text(object.etag)}</ETag><Size>${object.body.length}</Size></Contents>`,
  )
  const prefixes = page.commonPrefixes.map((prefix) => `<CommonPrefixes><Prefix>${text(prefix)}</Prefix></CommonPrefixes>`)
  const next = page.next === null ? '' : `<NextContinuationToken>${text(page.next)}</NextContinuationToken>`
  const cut = `<IsTruncated>${page.next !== null}</IsTruncated>`
  return xml(`<ListBucketResult>${cut}${next}${contents.join('')}${prefixes.join('')}</ListBucketResult>`)
}

function removeMany(objects: Objects, body: Buffer): Answer {
  const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key.replaceAll('&amp;', '&'))
  for (const key of keys) objects.objects.delete(key)
  return xml(`<DeleteResult>${keys.map((key) => `<Deleted><Key>${text(key)}</Key></Deleted>`).join('')}</DeleteResult>`)
}

function read(object: StoredObject | undefined, { headers }: Asked): Answer {
  if (!object) return refusal(404, 'NoSuchKey')
  const about = { etag: object.etag, 'last-modified': new Date(object.modifiedMs).toUTCString(), 'accept-ranges': 'bytes' }
  const size = object.body.length
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(String(headers.range ?? '')) ?? []
  if (from === '' && to === '') return { status: 200, headers: about, body: object.body }
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1)
  if (start >= size) return refusal(416, 'InvalidRange')
  return {
    status: 206,
    headers: { ...about, 'content-range': `bytes ${start}-${end - 1}/${size}` },
    body: object.body.subarray(start, end),
  }
}

const isTaken = (objects: Objects, { key, headers, honoursIfNoneMatch }: Asked): boolean =>
  honoursIfNoneMatch && headers['if-none-match'] === '*' && objects.objects.has(key)

function write(objects: Objects, asked: Asked): Answer {
  const uploadId = asked.query.get('uploadId')
  const number = Number(asked.query.get('partNumber'))
  if (uploadId !== null) {
    if (!objects.putPart(uploadId, number, asked.body)) return refusal(404, 'NoSuchUpload')
    return { status: 200, headers: { etag: `"part-${number}"` } }
  }
  if (isTaken(objects, asked)) return refusal(412, 'PreconditionFailed')
  const copied = asked.headers['x-amz-copy-source']
  if (copied === undefined) return { status: 200, headers: { etag: objects.put(asked.key, asked.body).etag } }
  const source = objects.objects.get(decodeURIComponent(String(copied)).replace(/^\/?[^/]+\//, ''))
  if (!source) return refusal(404, 'NoSuchKey')
  return xml(`<CopyObjectResult><ETag>${text(objects.put(asked.key, source.body).etag)}</ETag></CopyObjectResult>`)
}

function upload(objects: Objects, asked: Asked): Answer {
  if (asked.query.has('uploads'))
    return xml(`<InitiateMultipartUploadResult><UploadId>${objects.beginUpload(asked.key)}</UploadId></InitiateMultipartUploadResult>`)
  if (isTaken(objects, asked)) return refusal(412, 'PreconditionFailed')
  const object = objects.completeUpload(asked.query.get('uploadId') ?? '')
  if (!object) return refusal(404, 'NoSuchUpload')
  return xml(`<CompleteMultipartUploadResult><ETag>${text(object.etag)}</ETag></CompleteMultipartUploadResult>`)
}
