const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Makes ids and secrets from one seed, so that a run can be repeated. */
export interface Mint {
  /** A number in [0, 1). */
  random(): number
  /** A prefix and ten capitals or digits. */
  id(prefix: string): string
  /** Lower-case hexadecimal digits. */
  hex(length: number): string
  digits(length: number): string
  /** Where the sequence stands: `createMint` of it goes on from here. */
  position(): number
}

/** mulberry32: small, fast, and not secret. Nothing here protects anything real. */
export function createMint(position: number): Mint {
  let state = position >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return {
    random,
    id: (prefix) => prefix + pick(ALPHABET, 10),
    hex: (length) => pick('0123456789abcdef', length),
    digits: (length) => pick('123456789', length),
    position: () => state,
  }
}
