import type { ServiceConfig } from '../config.ts'

type Place = Pick<ServiceConfig, 'PUBLIC_URL'>

/** Over https the browser itself sees to it that no other host and no plain connection can set it. */
const isSecure = ({ PUBLIC_URL }: Place): boolean => PUBLIC_URL.startsWith('https://')

/** What the cookie of a signed-in browser is called. */
export const sessionCookieName = (place: Place): string => `${isSecure(place) ? '__Host-' : ''}backscroll_session`

/** The header that gives a browser its session, or takes it away with an empty secret and no time. */
export const sessionCookie = (place: Place, secret: string, maxAgeSeconds: number): string =>
  `${sessionCookieName(place)}=${secret}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure(place) ? '; Secure' : ''}`
