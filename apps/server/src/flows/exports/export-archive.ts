import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { csvLine } from './csv.ts'
import type { ExportTable } from './export-tables.ts'
import { tarEnd, tarEntry } from './tar.ts'

/** A file of the archive holds so many bytes or little more: what is in memory at a time. */
const FILE_BYTES = 4 << 20

/** What goes into an archive. */
export interface ArchiveContent {
  format: 'jsonl' | 'csv'
  nowMs: number
  tables: readonly ExportTable[]
  /** Files of one JSON document each. */
  documents: Readonly<Record<string, unknown>>
  /** What the last file says of the others. */
  manifest: object
}

/** Rows that were written, by table. */
export type WrittenRows = Record<string, number>

/** A compressed tar archive, made while it is read, with flat memory. @param rows is filled meanwhile. */
export const exportArchive = (content: ArchiveContent, rows: WrittenRows): Readable =>
  Readable.from(entries(content, rows)).compose(createGzip({ level: 4 })) as Readable

async function* entries({ format, nowMs, tables, documents, manifest }: ArchiveContent, rows: WrittenRows): AsyncGenerator<Buffer> {
  const files: { name: string; rows: number }[] = []
  const entry = (name: string, content: Buffer) => tarEntry({ name, content, modifiedMs: nowMs })
  for (const { name, columns, pages } of tables) {
    rows[name] = 0
    let [lines, bytes, count, part] = [[] as string[], 0, 0, 1]
    const file = () => {
      const head = format === 'csv' ? csvLine(columns) : ''
      const fileName = `${name}-${String(part++).padStart(5, '0')}.${format}`
      const content = Buffer.from(head + lines.join(''))
      files.push({ name: fileName, rows: count })
      lines = []
      bytes = 0
      count = 0
      return entry(fileName, content)
    }
    for await (const page of pages) {
      for (const row of page) {
        const cells = columns.map((column) => row[column] ?? null)
        const line =
          format === 'csv' ? csvLine(cells) : `${JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, cells[at]])))}\n`
        lines.push(line)
        bytes += line.length
      }
      count += page.length
      rows[name] += page.length
      if (bytes >= FILE_BYTES) yield file()
    }
    if (count > 0 || part === 1) yield file()
  }
  for (const [name, document] of Object.entries(documents)) yield entry(name, Buffer.from(`${JSON.stringify(document, null, 2)}\n`))
  yield entry('manifest.json', Buffer.from(`${JSON.stringify({ ...manifest, rows, files }, null, 2)}\n`))
  yield tarEnd()
}
