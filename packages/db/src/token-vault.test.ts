import { randomBytes } from 'node:crypto'
import { ConfigurationError, SealedTokenError } from '@backscroll/core'
import { base64url, CompactEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { openTokenVault } from './token-vault.ts'

const key = (): string => randomBytes(32).toString('base64url')
const [oldKey, newKey] = [key(), key()]
const before = openTokenVault(`k1:${oldKey}`)
const after = openTokenVault(`k2:${newKey}, k1:${oldKey}`)
const token = `xoxb-${'0'.repeat(51)}`

describe('token vault', () => {
  test('a token opens for its team, and rotation keeps old seals readable', async () => {
    const sealed = await before.seal('T1AA', 'bot', token)
    expect(sealed).not.toContain('xoxb')
    expect(await after.open('T1AA', 'bot', sealed)).toBe(token)
    expect([before.needsRotation(sealed), after.needsRotation(sealed), after.needsRotation('nonsense')]).toEqual([false, true, true])
    const again = await after.seal('T1AA', 'bot', token)
    expect(again).not.toBe(sealed)
    expect(after.keyId).toBe('k2')
    await expect(before.open('T1AA', 'bot', again)).rejects.toThrow(SealedTokenError)
  })

  test('another team, another kind, a forged header and a changed byte do not open', async () => {
    const sealed = await after.seal('T1AA', 'bot', token)
    const [head = '', ...rest] = sealed.split('.')
    const header = JSON.parse(new TextDecoder().decode(base64url.decode(head))) as Record<string, unknown>
    const forged = [base64url.encode(JSON.stringify({ ...header, team: 'T2BB' })), ...rest].join('.')
    await expect(after.open('T2BB', 'bot', sealed)).rejects.toThrow(SealedTokenError)
    await expect(after.open('T1AA', 'user', sealed)).rejects.toThrow(SealedTokenError)
    await expect(after.open('T2BB', 'bot', forged)).rejects.toThrow(SealedTokenError)
    await expect(after.open('T1AA', 'bot', `${sealed.slice(0, -4)}AAAA`)).rejects.toThrow(SealedTokenError)
    await expect(after.open('T1AA', 'bot', '')).rejects.toThrow(SealedTokenError)
  })

  test('other algorithms are refused, even under the right key', async () => {
    const other = await new CompactEncrypt(new TextEncoder().encode(token))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid: 'k2', typ: 'slack-token+jwe', team: 'T1AA', kind: 'bot' })
      .encrypt(base64url.decode(newKey))
    await expect(after.open('T1AA', 'bot', other)).rejects.toMatchObject({
      code: 'sealed_token',
      cause: { code: 'ERR_JOSE_ALG_NOT_ALLOWED' },
    })
  })

  test('a bad key ring is refused without repeating a key', () => {
    for (const setting of ['', 'k1', 'k1:short', `k1:${oldKey},k1:${newKey}`, `:${oldKey}`, oldKey, `${oldKey}:x`]) {
      expect(() => openTokenVault(setting)).toThrow(ConfigurationError)
      expect(() => openTokenVault(setting)).not.toThrow(oldKey)
    }
  })
})
