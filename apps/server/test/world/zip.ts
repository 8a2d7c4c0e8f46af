import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32 } from 'node:zlib'

/** Writes a plain zip archive without compression, also one that no packer would make. @returns its path. */
export async function writeZip(folder: string, name: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [entry, content] of Object.entries(entries)) {
    const [fileName, data] = [Buffer.from(entry), Buffer.from(content)]
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(fileName.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((0o100644 << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\u0003\u0004'), shared, fileName, data)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), shared, tail, fileName)
    offset += 30 + fileName.length + data.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length / 4, 4)
  end.writeUInt16LE(files.length / 4, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(offset, 12)
  const file = path.join(folder, name)
  await writeFile(file, Buffer.concat([...files, index, Buffer.from('PK\u0005\u0006'), end]))
  return file
}
