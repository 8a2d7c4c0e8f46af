import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'

/** A dashboard as its build leaves it, in a folder of its own. */
async function built() {
  const folder = await mkdtemp(path.join(tmpdir(), 'backscroll-dashboard-'))
  await mkdir(path.join(folder, 'assets'))
  await mkdir(path.join(folder, '.vite'))
  const put = (name: string, content: string) => writeFile(path.join(folder, name), content)
  await put('index.html', '<!doctype html><title>Backscroll</title><script type="module" src="/dashboard/assets/main-abc123.js"></script>')
  await put('assets/main-abc123.js', 'export {}')
  await put('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await put('.vite/manifest.json', '{}')
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

test('the dashboard is one page for every address, with files that are kept for ever and a page that never is, and no script but its own', async () => {
  await using dist = await built()
  await using world = await aWorld({ env: { DASHBOARD_DIR: dist.folder } })
  const get = (address: string) => fetch(`${world.url}${address}`, { redirect: 'manual' })
  for (const address of ['/dashboard', '/dashboard/', '/dashboard/channels/C0GENERAL?status=ready', '/dashboard/answers/1.2/x']) {
    const page = await get(address)
    expect([address, page.status, await page.text()]).toEqual([address, 200, expect.stringContaining('<title>Backscroll</title>')])
    expect(page.headers.get('cache-control')).toBe('no-store')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'")
  }
  const script = await get('/dashboard/assets/main-abc123.js')
  expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  expect(script.headers.get('content-type')).toMatch(/javascript/)
  expect((await get('/dashboard/icon.svg')).headers.get('cache-control')).toBe('public, max-age=3600')
  // a file that is not there is no page
  for (const address of ['/dashboard/assets/main-older.js', '/dashboard/missing.js']) expect((await get(address)).status).toBe(404)
  for (const address of ['/dashboard/.vite/manifest.json', '/dashboard/assets/..%2f..%2fpackage.json', '/dashboard/%2e%2e/package.json'])
    expect(await (await get(address)).text()).not.toMatch(/^\{\}|"name"/)
  expect(await (await get('/')).text()).toContain('href="/dashboard"')
})

test('a server without it says how to build it', async () => {
  await using world = await aWorld({ env: { DASHBOARD_DIR: path.join(tmpdir(), 'backscroll-nothing-here') } })
  const page = await fetch(`${world.url}/dashboard/channels`)
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('pnpm --filter @backscroll/dashboard build')])
})
