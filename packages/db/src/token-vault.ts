import { SealedTokenError } from '@backscroll/core'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { parseKeyRing } from './key-ring.ts'

/** Seals Slack tokens for storage. */
export interface TokenVault {
  /** Id of the key that seals now. */
  readonly keyId: string
  /** @returns a compact JWE of about 240 characters for a bot token. Its header (key id, team, kind) is readable. */
  seal(team: string, kind: string, secret: string): Promise<string>
  /** @throws SealedTokenError when it was sealed for another team or kind, with an unknown key or algorithm, or was altered. */
  open(team: string, kind: string, sealed: string): Promise<string>
  /** Whether it was sealed by another key than the current one, or cannot be read. */
  needsRotation(sealed: string): boolean
}

const ALG = 'dir'
const ENC = 'A256GCM'
const TYPE = 'slack-token+jwe'

/**
 * Compact JWE, AES-256-GCM with a direct key out of a ring. The protected header is the cipher's additional data, so changing it
 * breaks the seal; `open` compares it with the row as well, so a value copied to another team's row does not open. Random 96-bit
 * nonces: rotate well before 2^32 seals under one key.
 * @param tokenKeys see `parseKeyRing`. @throws ConfigurationError
 */
export function openTokenVault(tokenKeys: string): TokenVault {
  const { current, keys } = parseKeyRing(tokenKeys)
  return {
    keyId: current.kid,

    seal: (team, kind, secret) =>
      new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader({ alg: ALG, enc: ENC, kid: current.kid, typ: TYPE, team, kind })
        .encrypt(current.key),

    async open(team, kind, sealed) {
      const { plaintext, protectedHeader } = await decrypted(sealed, keys)
      if (protectedHeader.typ !== TYPE || protectedHeader.team !== team || protectedHeader.kind !== kind) {
        throw new SealedTokenError(`the stored ${kind} token does not belong to team ${team}`)
      }
      return new TextDecoder().decode(plaintext)
    },

    needsRotation(sealed) {
      try {
        return decodeProtectedHeader(sealed).kid !== current.kid
      } catch {
        return true
      }
    },
  }
}

async function decrypted(sealed: string, keys: ReadonlyMap<string, Uint8Array>) {
  try {
    return await compactDecrypt(
      sealed,
      ({ kid }) => {
        const key = keys.get(kid ?? '')
        if (!key) throw new SealedTokenError('the stored token was sealed with a key that is not in TOKEN_KEYS')
        return key
      },
      { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] },
    )
  } catch (error) {
    if (error instanceof SealedTokenError) throw error
    throw new SealedTokenError('the stored token does not open: it was altered or sealed in another way', { cause: error })
  }
}
