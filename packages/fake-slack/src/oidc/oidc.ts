import type { SignInFault } from '../contract.ts'
import { createSigningKeys, type SigningKeys } from './signing-keys.ts'

/** A one-time code of a sign-in. */
export interface SignInCode {
  appId: string
  teamId: string
  userId: string
  nonce: string | null
  redirectUri: string
  expiresAtMs: number
  isUsed: boolean
}

/** What sign-ins need besides the world. */
export interface Oidc {
  keys: SigningKeys
  codes: Map<string, SignInCode>
  /** Access tokens by what they tell; good for `openid.connect.userInfo` and nothing else. */
  tokens: Map<string, { teamId: string; userId: string }>
  /** What is wrong with the next id tokens, the next one first. */
  faults: SignInFault[]
}

export const createOidc = (): Oidc => ({ keys: createSigningKeys(), codes: new Map(), tokens: new Map(), faults: [] })
