import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditSentence, toldActions } from './audit-sentence.ts'

const ROOT = path.join(import.meta.dirname, '../../../../..')
/** Made from other words: their pieces stand in the table one by one. */
const MADE = ['notice.', 'synonyms.']

test('every action that the code writes down has a sentence', () => {
  const files = globSync(['apps/server/src/**/*.ts', 'packages/db/src/**/*.ts'], { cwd: ROOT }).filter((file) => !file.includes('.test.'))
  const written = files.flatMap((file) => {
    const code = readFileSync(path.join(ROOT, file), 'utf8')
    return [...code.matchAll(/action: '([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? '')
  })
  expect(written.length).toBeGreaterThan(20)
  expect([...new Set(written)].filter((action) => !toldActions.includes(action) && !MADE.some((made) => action.startsWith(made)))).toEqual(
    [],
  )
})

test('people and channels are told by name, what is not known by itself', () => {
  const names = new Map([
    ['U1', 'ada'],
    ['C1', '#general'],
  ])
  const row = { actor: 'U1', actorKind: 'user', action: 'channel.excluded', target: 'C1' }
  expect(auditSentence(row, names)).toBe('ada excluded the channel #general.')
  expect(auditSentence({ ...row, actor: 'U2', actorKind: 'api-key', target: '$&' }, names)).toBe(
    'U2 (by a key of the API) excluded the channel $&.',
  )
  expect(auditSentence({ actor: 'slack', actorKind: 'system', action: 'notice.renewal-refused', target: '1' }, names)).toBe(
    'Slack renews the token of the app no more: install it again.',
  )
  expect(auditSentence({ ...row, action: 'moon.painted' }, names)).toBe('ada did "moon.painted" to #general.')
  expect(auditSentence({ ...row, action: 'constructor' }, names)).toBe('ada did "constructor" to #general.')
  const diff = { changed: ['max_sources', 3] }
  expect(auditSentence({ ...row, action: 'settings.change', diff }, names)).toBe('ada changed settings: max_sources.')
})
