import { ConfigurationError } from '@backscroll/core'
import { base64url } from 'jose'

/** Keys by id; the current one seals, every one opens. */
export interface KeyRing {
  current: { kid: string; key: Uint8Array }
  keys: ReadonlyMap<string, Uint8Array>
}

/** Reads `k2:<base64url of 32 bytes>,k1:<...>`, the first entry seals. @throws ConfigurationError that names the key id, never the key. */
export function parseKeyRing(setting: string): KeyRing {
  const keys = new Map<string, Uint8Array>()
  const entries = setting
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  for (const [at, entry] of entries.entries()) {
    const colon = entry.indexOf(':')
    const kid = colon < 0 ? '' : entry.slice(0, colon)
    // a mistyped entry may be the key itself: only what looks like an id is repeated
    const name = /^[a-z0-9_-]{1,32}$/i.test(kid) ? `"${kid}"` : `number ${at + 1}`
    const key = decodeKey(colon < 0 ? '' : entry.slice(colon + 1))
    if (name.startsWith('number') || key?.length !== 32) {
      throw new ConfigurationError(`TOKEN_KEYS: entry ${name} is not usable. Each entry is <key id>:<base64url of 32 random bytes>.`)
    }
    if (keys.has(kid)) throw new ConfigurationError(`TOKEN_KEYS: the key id ${name} appears twice.`)
    keys.set(kid, key)
  }
  const first = keys.entries().next().value
  if (!first) throw new ConfigurationError('TOKEN_KEYS is empty. Set it to <key id>:<base64url of 32 random bytes>.')
  return { current: { kid: first[0], key: first[1] }, keys }
}

function decodeKey(text: string): Uint8Array | undefined {
  try {
    return base64url.decode(text)
  } catch {
    return undefined
  }
}
