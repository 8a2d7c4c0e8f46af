import type { ServiceConfig } from '../config.ts'

type Place = Pick<ServiceConfig, 'PUBLIC_URL'>

/** Over https the browser itself sees to it that no other host and no plain connection can set it. */
const isSecure = ({ PUBLIC_URL }: Place): boolean => PUBLIC_URL.startsWith('https://')

/** What a cookie of ours is called where this server stands. */
export const ownCookieName = (place: Place, name: string): string => `${isSecure(place) ? '__Host-' : ''}${name}`

/** A header that gives a browser a cookie of ours, or takes it away with an empty value and no time. */
export const ownCookie = (place: Place, name: string, value: string, maxAgeSeconds: number): string =>
  `${ownCookieName(place, name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure(place) ? '; Secure' : ''}`

/** The cookie of a signed-in browser. */
export const SESSION_COOKIE = 'backscroll_session'
