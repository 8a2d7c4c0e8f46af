/** A file of an archive. */
export interface TarFile {
  name: string
  content: Buffer
  modifiedMs: number
}

const BLOCK = 512

/** A file as it stands in a tar archive (ustar). Names are ASCII of at most 99 characters. */
export function tarEntry({ name, content, modifiedMs }: TarFile): Buffer {
  const header = Buffer.alloc(BLOCK)
  const put = (text: string, at: number) => header.write(text, at, 'latin1')
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0')
  put(name, 0)
  put(octal(0o600, 8), 100)
  put(octal(0, 8), 108)
  put(octal(0, 8), 116)
  put(octal(content.length, 12), 124)
  put(octal(Math.floor(modifiedMs / 1_000), 12), 136)
  put('        ', 148)
  put('0', 156)
  put('ustar\x0000', 257)
  const sum = header.reduce((all, byte) => all + byte, 0)
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)])
}

/** What ends an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK)
