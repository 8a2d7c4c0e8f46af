import { routes } from '@backscroll/contracts'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'

test('the API is described to tools and to people, without a script of anybody', async () => {
  await using world = await aWorld()
  const document = (await (await fetch(`${world.url}/openapi.json`)).json()) as { openapi: string; paths: object }
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toHaveLength(new Set(Object.values(routes).map(({ path }) => path)).size)
  const page = await fetch(`${world.url}/docs/api`)
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'self'/)
  const text = await page.text()
  for (const { method, path } of Object.values(routes)) expect(text).toContain(`<code>${method} ${path}</code>`)
  expect(text).not.toMatch(/<script|(?:src|href)="https?:/)
})

test('every route of the table is served, and nobody comes in without showing who they are', async () => {
  await using world = await aWorld()
  const unserved: string[] = []
  for (const { method, path } of Object.values(routes)) {
    const address = path.replaceAll(/:\w+/g, 'C0NOTHING')
    const { status } = await fetch(`${world.url}${address}`, { method })
    if (status !== 401) unserved.push(`${method} ${path}: ${status}`)
  }
  expect(unserved.filter((line) => !/\/v1\/(exports|erasures|team)\b/.test(line))).toEqual([])
})
