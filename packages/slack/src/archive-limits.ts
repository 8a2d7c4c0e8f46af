/** Bounds of an uploaded archive; it is untrusted until it has passed them. */
export interface ArchiveLimits {
  maxEntries: number
  /** Sum of all entries, unpacked. */
  maxUnpackedBytes: number
  /** One entry, unpacked: it is parsed in memory. */
  maxFileBytes: number
  /** Unpacked bytes per packed byte, of one entry over 1 MB and of the whole. Chat as JSON packs 5 to 30 times. */
  maxRatio: number
}

const GIGABYTE = 1024 ** 3

/** Fits ten years of a large workspace. */
export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntries: 1_000_000,
  maxUnpackedBytes: 100 * GIGABYTE,
  maxFileBytes: GIGABYTE / 4,
  maxRatio: 250,
}
