import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { siteIcon } from '../views/icons.ts'

/** `client` is what pages load; it imports the others. */
const scripts = [
  'client',
  'completion',
  'composer',
  'inputs',
  'live',
  'loading',
  'message-actions',
  'modal',
  'page',
  'pointer',
  'prompts',
  'send',
  'sidebar',
  'surface',
]

/** Parts of the one style sheet, in the order in which they apply. */
const styles = ['base', 'frame', 'sidebar', 'message', 'said', 'writing', 'apps', 'modal', 'front', 'narrow']

const read = (path: string) => readFileSync(new URL(`../browser/${path}`, import.meta.url), 'utf8')

/** Adds the browser scripts, the style sheet and the icon; each is read once, at the start. */
export const addAssets = (scope: FastifyInstance): void => {
  const serve = (name: string, type: string, text: string) =>
    scope.get(`/_client/${name}`, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').type(`${type}; charset=utf-8`).send(text),
    )
  for (const name of scripts) serve(`${name}.js`, 'text/javascript', read(`${name}.js`))
  serve('style.css', 'text/css', styles.map((name) => read(`style/${name}.css`)).join('\n'))
  serve('icon.svg', 'image/svg+xml', siteIcon)
}
