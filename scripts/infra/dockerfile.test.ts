import { existsSync, readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { infraText } from './read-infra.ts'

const ROOT = new URL('../../', import.meta.url)
const text = infraText('Dockerfile')
const runtime = text.slice(text.lastIndexOf('\nFROM '))
const json = (file: string) => JSON.parse(readFileSync(new URL(file, ROOT), 'utf8')) as Record<string, Record<string, string> & string>

/** The rooms that a room needs to run, itself included. */
function neededBy(room: string, known = new Set<string>()): Set<string> {
  if (known.has(room)) return known
  known.add(room)
  for (const name of Object.keys(json(`${room}/package.json`).dependencies ?? {}))
    if (name.startsWith('@backscroll/')) neededBy(name.replace('@backscroll/', 'packages/'), known)
  return known
}

/** Its instructions and their arguments. Whether it builds is not checked: that needs a daemon and a network. */
test('the Dockerfile is one', () => {
  expect(validate(text).map(({ range, message }) => ({ line: range.start.line + 1, message }))).toEqual([])
  expect(validate('FROM node\nCOPPY . .').length).toBeGreaterThan(0)
})

const pages = text.slice(text.indexOf(' AS pages\n'), text.lastIndexOf('\nFROM '))

/** What a part of the file copies from the repository. */
const copiedIn = (part: string): string[] =>
  [...part.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '))

test.each([
  ['the server', 'apps/server', text.replace(pages, '')],
  ['the dashboard', 'apps/dashboard', pages],
])('it copies every room that %s needs, nothing that is not there, and no more', (_, room, part) => {
  const rooms = [...neededBy(room)].toSorted()
  const copied = copiedIn(part)
  expect(copied.filter((source) => !existsSync(new URL(source, ROOT)))).toEqual([])
  expect(copied.filter((source) => source.endsWith('/src')).toSorted()).toEqual(rooms.map((each) => `${each}/src`))
  expect(copied.filter((source) => source.endsWith('/package.json')).toSorted()).toEqual(rooms.map((each) => `${each}/package.json`))
  const ignored = infraText('Dockerfile.dockerignore')
  for (const source of copied) {
    const isLetIn = source.split('/').some((_, depth, parts) => ignored.includes(`!${parts.slice(0, depth + 1).join('/')}\n`))
    expect({ source, isLetIn }).toEqual({ source, isLetIn: true })
  }
})

test('the built dashboard stands where the server looks for it', () => {
  const route = readFileSync(new URL('apps/server/src/http/routes/dashboard.ts', ROOT), 'utf8')
  expect(route).toContain("'../../../../dashboard/dist'")
  expect(runtime).toMatch(/^COPY --from=pages \/app\/apps\/dashboard\/dist apps\/dashboard\/dist$/m)
})

test('it runs as a plain user, with the Node and the pnpm of this repository, and ends on SIGTERM by itself', () => {
  const launcher = readFileSync(new URL('scripts/with-node.mjs', ROOT), 'utf8')
  const [, node] = /node:([\d.]+)-slim/.exec(runtime) ?? []
  expect(launcher).toContain(`'${node}'`)
  expect([...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual(Array.from({ length: 3 }, () => `node:${node}-slim`))
  expect(text).toContain(String(json('package.json').packageManager))
  expect(runtime).toMatch(/^USER node$/m)
  expect(runtime.indexOf('USER node')).toBeGreaterThan(runtime.lastIndexOf('RUN '))
  expect(runtime).toMatch(/^ENTRYPOINT \["node", "apps\/server\/src\/main\.ts"\]$/m)
  expect(runtime).toMatch(/^STOPSIGNAL SIGTERM$/m)
})
