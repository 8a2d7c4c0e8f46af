import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>
const sizeOf = (files: Iterable<string>): number =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0)

function loadedBy(...names: string[]): Chunk[] {
  const seen = new Set<string>()
  const walk = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const next of manifest[name]?.imports ?? []) walk(next)
  }
  for (const name of names) walk(name)
  return [...seen].flatMap((name) => manifest[name] ?? [])
}

test('the first page loads 230 kB of JavaScript and 30 kB of styles at most, and no chart', () => {
  const entry = Object.keys(manifest).filter((name) => manifest[name]?.isEntry)
  const home = Object.keys(manifest).filter((name) => name.endsWith('pages/home.tsx'))
  expect([entry.length, home.length]).toEqual([1, 1])
  const chunks = loadedBy(...entry, ...home)
  const chart = manifest['src/components/chart.tsx']
  expect(chart?.file).toMatch(/^assets\//)
  expect(chunks).not.toContain(chart)
  expect(sizeOf(chunks.map(({ file }) => file))).toBeLessThanOrEqual(230_000)
  expect(sizeOf(chunks.flatMap(({ css }) => css ?? []))).toBeLessThanOrEqual(30_000)
})

test('nothing is loaded from elsewhere', () => {
  const page = readFileSync(`${dist}index.html`, 'utf8')
  expect(
    [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address).filter((address) => !address?.startsWith('/dashboard/')),
  ).toEqual([])
})
