import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** What an invitation's link holds: 256 random bits. */
export const mintInvite = (): string => randomBytes(32).toString('base64url')

/** What is stored of it, and finds it. */
export const hashOfInvite = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Whether a text has the form of what a link holds. */
export const isInviteToken = (text: string): boolean => TOKEN.test(text)

const base = ({ config }: Context): string => `${config.PUBLIC_URL}/invite/`

export const inviteLink = (ctx: Context, token: string): string => `${base(ctx)}${token}`

/** What a link holds; null for an address that is none of an invitation of this server. */
export function tokenInLink(ctx: Context, url: string): string | null {
  const token = url.startsWith(base(ctx)) ? url.slice(base(ctx).length) : ''
  return isInviteToken(token) ? token : null
}
