import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A key of the API as its holder has it: `bsk_<prefix>_<secret>`. */
export interface ApiKey {
  /** Public: finds the stored key, and names it for people. */
  prefix: string
  /** 256 bits, shown once and never stored. */
  secret: string
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const FORM = /^bsk_([a-z2-7]{12})_([A-Za-z0-9_-]{43})$/

/** A new key. */
export const mintApiKey = (): ApiKey => ({
  prefix: [...randomBytes(12)].map((byte) => ALPHABET[byte % ALPHABET.length]).join(''),
  secret: randomBytes(32).toString('base64url'),
})

export const writeApiKey = ({ prefix, secret }: ApiKey): string => `bsk_${prefix}_${secret}`

/** @returns null for whatever is no key. */
export function readApiKey(text: string): ApiKey | null {
  const [, prefix, secret] = FORM.exec(text) ?? []
  return prefix && secret ? { prefix, secret } : null
}

/** What is stored of a key. A plain hash is enough: nobody guesses 256 random bits. */
export const hashOfApiKey = ({ secret }: Pick<ApiKey, 'secret'>): string => createHash('sha256').update(secret).digest('hex')

/** Takes the same time wherever the two differ. */
export const isHashOfApiKey = (key: Pick<ApiKey, 'secret'>, hash: string): boolean => {
  const [given, stored] = [Buffer.from(hashOfApiKey(key)), Buffer.from(hash)]
  return given.length === stored.length && timingSafeEqual(given, stored)
}
