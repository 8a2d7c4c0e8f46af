import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { ConfigurationError } from '@backscroll/core'
import { desc, sql } from 'drizzle-orm'
import { base64url, CompactSign, calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK } from 'jose'
import { receiptKeys } from './schema/index.ts'
import { queriesOf, type SystemTx } from './tenant.ts'
import type { TokenVault } from './token-vault.ts'

/** Signs receipts of erasures. */
export interface ReceiptSigner {
  keyId: string
  /** @returns a compact JWS, Ed25519. */
  sign(payload: object): Promise<string>
}

const TYPE = 'erasure-receipt+jws'
/** What every PKCS #8 document of an Ed25519 key begins with; the 32 bytes of the key follow. Source: RFC 8410. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
/** What the vault binds the key to, in place of a team. */
const [OWNER, KIND] = ['server', 'receipt-key'] as const

/**
 * The key that signs receipts: the configured one, else one that is made once and kept sealed, so that all processes have the same. Public parts
 * of all keys stay, so that old receipts can be verified. @throws ConfigurationError for a configured key that is none.
 */
export async function openReceiptSigner(
  tx: SystemTx,
  given: { vault: TokenVault; key: string | undefined; nowMs: number },
): Promise<ReceiptSigner> {
  const { vault, key, nowMs } = given
  if (key !== undefined) return keep(tx, decoded(key), { sealedKey: '', nowMs })
  await queriesOf(tx).execute(sql`select pg_advisory_xact_lock(727005)`)
  for (const row of await queriesOf(tx)
    .select()
    .from(receiptKeys)
    .where(sql`${receiptKeys.sealedKey} <> ''`)
    .orderBy(desc(receiptKeys.createdAt))) {
    // one that was sealed with a key that is gone cannot sign any more, but still be verified with
    const opened = await vault.open(OWNER, KIND, row.sealedKey).catch(() => null)
    if (opened !== null) return signerOf(base64url.decode(opened))
  }
  const fresh = randomBytes(32)
  return keep(tx, fresh, { sealedKey: await vault.seal(OWNER, KIND, base64url.encode(fresh)), nowMs })
}

/** The public parts of every key that has ever signed, newest first, as a JSON Web Key Set. */
export async function publicReceiptKeys(tx: SystemTx): Promise<{ keys: JWK[] }> {
  const rows = await queriesOf(tx).select().from(receiptKeys).orderBy(desc(receiptKeys.createdAt))
  return { keys: rows.map(({ publicJwk }) => publicJwk) }
}

/** Checks a receipt against a key set, without asking anybody. @returns what it says; null when it is not as it was signed. */
export async function verifyReceipt(jws: string, keys: unknown): Promise<Record<string, unknown> | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws.trim(), createLocalJWKSet(keys as { keys: JWK[] }), {
      algorithms: ['EdDSA'],
    })
    if (protectedHeader.typ !== TYPE) return null
    return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
  } catch {
    return null
  }
}

async function keep(tx: SystemTx, secret: Uint8Array, { sealedKey, nowMs }: { sealedKey: string; nowMs: number }): Promise<ReceiptSigner> {
  const signer = await signerOf(secret)
  const values = { keyId: signer.keyId, sealedKey, publicJwk: signer.publicJwk, createdAt: nowMs }
  await queriesOf(tx).insert(receiptKeys).values(values).onConflictDoNothing()
  return signer
}

async function signerOf(secret: Uint8Array): Promise<ReceiptSigner & { publicJwk: Record<string, string> }> {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, secret]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const jwk = { kty: 'OKP', crv: 'Ed25519', x }
  const keyId = await calculateJwkThumbprint(jwk)
  return {
    keyId,
    publicJwk: { ...jwk, kid: keyId, alg: 'EdDSA', use: 'sig' },
    sign: (payload) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: TYPE })
        .sign(privateKey),
  }
}

function decoded(key: string): Uint8Array {
  const secret = Buffer.from(key, 'base64url')
  if (secret.length !== 32) throw new ConfigurationError('RECEIPT_KEY is not usable: it must be the base64url of 32 random bytes.')
  return secret
}
