import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a hand-made archive; the odd fields make a bad one. */
export interface ZipEntry {
  name: string
  data: string | Buffer
  unixMode?: number
  isEncrypted?: boolean
  /** Lies about the unpacked size. */
  declaredSize?: number
}

/** Writes a zip archive byte by byte, so that a test can also write what no packer would. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, unixMode = 0o100644, isEncrypted = false, declaredSize } of entries) {
    const raw = Buffer.from(data)
    const packed = deflateRawSync(raw)
    const fileName = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x800 | (isEncrypted ? 1 : 0), 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc32(raw), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(declaredSize ?? raw.length, 18)
    shared.writeUInt16LE(fileName.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((unixMode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\u0003\u0004'), shared, fileName, packed)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), shared, tail, fileName)
    offset += 30 + fileName.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, index, Buffer.from('PK\u0005\u0006'), end])
}
