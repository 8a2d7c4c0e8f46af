import { describe, expect, test } from 'vitest'
import { app, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

const HOUR_MS = 3_600_000
const CREDENTIALS = { client_id: app.clientId, client_secret: app.clientSecret, grant_type: 'refresh_token' as const }

async function startRotating(change: { refreshGraceMs?: number } = {}) {
  const slack = await startAcme({ apps: [{ ...app, tokenRotation: true, ...change }] })
  const page = await fetch(
    `${slack.authorizeUrl}?${new URLSearchParams({ client_id: app.clientId, scope: 'chat:write', redirect_uri: app.redirectUrls[0] ?? '' }).toString()}`,
  )
  expect(page.status).toBe(200)
  const form = new URLSearchParams({ client_id: app.clientId, scope: 'chat:write', redirect_uri: app.redirectUrls[0] ?? '' })
  for (const [name, value] of Object.entries({ team: 'T0ACME', user: 'U0ADA', decision: 'allow' })) form.set(name, value)
  const allowed = await fetch(slack.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const { client_id, client_secret } = CREDENTIALS
  const first = await clientFor(slack).oauth.v2.access({ client_id, client_secret, code, redirect_uri: app.redirectUrls[0] ?? '' })
  const refresh = (refreshToken: string | undefined) =>
    clientFor(slack).oauth.v2.access({ ...CREDENTIALS, refresh_token: refreshToken ?? '' })
  const test = (token: string | undefined) => errorOf(clientFor(slack, token).auth.test())
  return { slack, first, refresh, test }
}

describe('an app that rotates its tokens', () => {
  test('gets a token of twelve hours with a refresh token; afterwards it is token_expired, and the next pair works', async () => {
    const { slack, first, refresh, test } = await startRotating()
    expect(first).toMatchObject({ token_type: 'bot', expires_in: 43_200, access_token: expect.stringMatching(/^xoxe\.xoxb-1-/) })
    expect(first.refresh_token).toMatch(/^xoxe-1-/)
    expect(await test(first.access_token)).toBe('no error')
    await slack.testClock.advance(12 * HOUR_MS)
    expect(await test(first.access_token)).toBe('token_expired')
    const second = await refresh(first.refresh_token)
    expect(second).toMatchObject({ token_type: 'bot', expires_in: 43_200, team: { id: 'T0ACME' }, app_id: app.id })
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await test(second.access_token)).toBe('no error')
  })

  test('a refresh token works once, and again only within the grace period', async () => {
    const { slack, first, refresh } = await startRotating({ refreshGraceMs: 30_000 })
    await refresh(first.refresh_token)
    await slack.testClock.advance(29_000)
    expect(await errorOf(refresh(first.refresh_token))).toBe('no error')
    await slack.testClock.advance(1_000)
    expect(await errorOf(refresh(first.refresh_token))).toBe('invalid_refresh_token')
    expect(await errorOf(refresh('xoxe-1-guess'))).toBe('invalid_refresh_token')
  })

  test('two access tokens live at once: the third refresh ends the oldest', async () => {
    const { first, refresh, test } = await startRotating()
    const second = await refresh(first.refresh_token)
    expect(await test(first.access_token)).toBe('no error')
    const third = await refresh(second.refresh_token)
    expect(await test(first.access_token)).toBe('token_revoked')
    expect(await test(second.access_token)).toBe('no error')
    expect(await test(third.access_token)).toBe('no error')
  })

  test('auth.revoke ends one token and the installation stays; an uninstall ends every token and every refresh', async () => {
    const { slack, first, refresh, test } = await startRotating()
    const second = await refresh(first.refresh_token)
    await clientFor(slack, first.access_token).auth.revoke()
    expect(await test(first.access_token)).toBe('token_revoked')
    expect(await test(second.access_token)).toBe('no error')
    await slack.uninstall('T0ACME', app.id)
    expect(await test(second.access_token)).toBe('account_inactive')
    expect(await errorOf(refresh(second.refresh_token))).toBe('invalid_refresh_token')
  })
})
