import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test('a page of the dashboard is gone back to with its filters', () => {
  for (const path of ['/dashboard', '/dashboard/', '/dashboard/channels?status=ready&q=a%20b#top']) expect(returnPath(path)).toBe(path)
})

test('whatever else is asked for leads to the dashboard', () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/dashboard',
    'javascript:alert(1)',
    '/login',
  ]
  const tricky = [
    '/dashboard/../login',
    '/dashboardx',
    '/v1/keys',
    '',
    null,
    undefined,
    `/dashboard/${'x'.repeat(2_000)}`,
    '/dashboard/..//evil.example',
  ]
  for (const path of [...elsewhere, ...tricky]) expect([path, returnPath(path)]).toEqual([path, '/dashboard'])
})

test('no text leads to another host', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.webPath()), (text) => {
      const target = new URL(returnPath(text), 'https://app.example.com')
      expect([target.origin, target.pathname.split('/')[1]]).toEqual(['https://app.example.com', 'dashboard'])
    }),
  )
})
