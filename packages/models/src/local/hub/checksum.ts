import { createHash, type Hash } from 'node:crypto'

/** How the hub says what is in a file: large files by SHA-256, small ones by their git blob id. */
export interface Checksum {
  kind: 'sha256' | 'git-blob'
  /** Lower case. */
  hex: string
}

/** Takes the bytes of a file in order, then gives the checksum of that kind. @param sizeBytes of the whole file: a git blob id begins with it. */
export function checksumOf(kind: Checksum['kind'], sizeBytes: number): Hash {
  switch (kind) {
    case 'sha256':
      return createHash('sha256')
    case 'git-blob':
      return createHash('sha1').update(`blob ${sizeBytes}\0`)
  }
}
