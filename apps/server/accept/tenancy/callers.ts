import { isAtLeast, type Role, type Route, scopes } from '@backscroll/contracts'
import { aKeyOf } from '../../test/world/calling-api.ts'
import { signedInAs } from '../../test/world/signed-in.ts'
import type { Company, Post } from './companies.ts'
import type { Ground } from './ground.ts'

/** Somebody who calls: what they show, and what they are. */
export interface CallerKind {
  name: string
  post: Post
  role: Role
  via: 'session' | 'nothing' | 'nonsense' | 'key' | 'key-without-scope'
}

const session = (post: Post, role: Role): CallerKind => ({ name: post, post, role, via: 'session' })

/** Every kind of caller. The member is the only one in the secret channel; the operator is a member who runs the server. */
export const CALLERS: readonly CallerKind[] = [
  session('owner', 'owner'),
  session('admin', 'admin'),
  session('analyst', 'analyst'),
  session('member', 'member'),
  session('viewer', 'viewer'),
  session('operator', 'member'),
  { name: 'nobody', post: 'other', role: 'member', via: 'nothing' },
  { name: 'a forged session', post: 'other', role: 'member', via: 'nonsense' },
  { name: 'key of an owner', post: 'owner', role: 'owner', via: 'key' },
  { name: 'key of a viewer', post: 'viewer', role: 'viewer', via: 'key' },
  { name: 'key of an owner without the scope', post: 'owner', role: 'owner', via: 'key-without-scope' },
]

/** What a caller sends along with a call of a route, made anew for it. */
export async function headersFor(
  ground: Ground,
  company: Company,
  { post, via }: CallerKind,
  route: Route,
): Promise<Record<string, string>> {
  const place = { team: company.teamId }
  switch (via) {
    case 'nothing':
      return {}
    case 'nonsense':
      return { cookie: `backscroll_session=${'x'.repeat(43)}`, origin: ground.url, 'x-csrf-token': 'x' }
    case 'session':
      return (await signedInAs(ground, company.people[post], place)).headers
    case 'key':
      return bearer(await aKeyOf(ground, company.people[post], { ...place, scopes: [...scopes] }))
    case 'key-without-scope': {
      const others = scopes.filter((scope) => scope !== route.scope)
      return bearer(await aKeyOf(ground, company.people[post], { ...place, scopes: others }))
    }
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** What the table says a caller must get before anything of the request is read; null when the request is read. */
export function refusalOf({ via, role, name }: CallerKind, route: Route): 401 | 403 | null {
  if (via === 'nothing' || via === 'nonsense') return 401
  if (via !== 'session' && route.scope === null) return 403
  if (via === 'key-without-scope') return 403
  if (route.role === 'operator') return name === 'operator' ? null : 403
  return isAtLeast(role, route.role) ? null : 403
}
