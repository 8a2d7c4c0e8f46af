import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** A key pair that signs id tokens, by the name under which its public half is published. */
export interface SigningKey {
  id: string
  privateKey: KeyObject
}

/** The keys of the stand-in: the newest signs, those that were published stay until they are withdrawn. */
export interface SigningKeys {
  current(): SigningKey
  /** Signs with a new key from now on. `withdraw`: the older ones are published no longer. */
  rotate(older: 'keep' | 'withdraw'): void
  /** A JSON Web Key Set. */
  published(): { keys: Record<string, unknown>[] }
}

/** A pair that nobody publishes under its name. */
export const strangeKey = (id: string): SigningKey => ({ id, privateKey: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey })

/** Makes the first pair when it is asked for: it takes a tenth of a second. */
export function createSigningKeys(): SigningKeys {
  let keys: SigningKey[] = []
  let made = 0
  const add = (): SigningKey => {
    made += 1
    const key = strangeKey(`stand-in-${made}`)
    keys.push(key)
    return key
  }
  return {
    current: () => keys.at(-1) ?? add(),
    rotate(older) {
      if (older === 'withdraw') keys = []
      add()
    },
    published: () => ({
      keys: (keys.length > 0 ? keys : [add()]).map(({ id, privateKey }) => ({
        ...createPublicKey(privateKey).export({ format: 'jwk' }),
        kid: id,
        use: 'sig',
        alg: 'RS256',
      })),
    }),
  }
}
