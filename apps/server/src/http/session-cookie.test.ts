import { expect, test } from 'vitest'
import { ownCookie, ownCookieName } from './session-cookie.ts'

test('over https a cookie is bound to this host and to https by the browser itself', () => {
  const place = { PUBLIC_URL: 'https://app.example.com' }
  expect(ownCookieName(place, 'backscroll_session')).toBe('__Host-backscroll_session')
  expect(ownCookie(place, 'backscroll_session', 'secret', 60)).toBe(
    '__Host-backscroll_session=secret; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
  )
})

test('over http, which only this machine may use, it goes without', () => {
  expect(ownCookie({ PUBLIC_URL: 'http://127.0.0.1:3000' }, 'backscroll_session', '', 0)).toBe(
    'backscroll_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  )
})
