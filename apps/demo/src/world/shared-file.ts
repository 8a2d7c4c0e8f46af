import { createHash } from 'node:crypto'
import { WorldFileError } from './errors.ts'

const TYPES: Record<string, { mimetype: string; pretty: string }> = {
  pdf: { mimetype: 'application/pdf', pretty: 'PDF' },
  png: { mimetype: 'image/png', pretty: 'PNG' },
  zip: { mimetype: 'application/zip', pretty: 'Zip' },
}

/** Everything that a file entry needs to know about its message. */
interface SharedIn {
  channelId: string
  ts: string
  userId: string
  at: { file: string; line: number }
}

/**
 * Describes an uploaded file as Slack lists it in `files[]`; the content itself does not exist in the demo.
 * @throws WorldFileError when the name ends in a type that is not listed here.
 */
export function sharedFile({ name, title }: { name: string; title: string }, { channelId, ts, userId, at }: SharedIn) {
  const filetype = name.slice(name.lastIndexOf('.') + 1)
  const type = TYPES[filetype]
  if (!type) throw new WorldFileError(at.file, at.line, `files of type ${filetype} are not known.`)
  const digest = createHash('sha256').update(`${channelId}/${ts}/${name}`).digest()
  const created = Number(ts.slice(0, 10))
  return {
    id: `F0${digest.toString('hex').slice(0, 9).toUpperCase()}`,
    created,
    timestamp: created,
    name,
    title,
    mimetype: type.mimetype,
    filetype,
    pretty_type: type.pretty,
    user: userId,
    size: 20_000 + (digest.readUInt16BE(0) % 60_000) * 13,
    mode: 'hosted',
    is_external: false,
  }
}
