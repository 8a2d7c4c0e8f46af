import { spawnSync } from 'node:child_process'
import { anyOf, ConfigurationError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { fullTextIndex, keywordQuery, LANGUAGES } from './full-text.ts'

test.each(['english', 'ENGLISH', 'Klingon', ''])('%j is refused: LanceDB would end the process', (language) => {
  expect(() => fullTextIndex(language)).toThrow(ConfigurationError)
})

test('every language on the list is one that LanceDB takes', () => {
  const make = `for (const language of ${JSON.stringify(LANGUAGES)}) lancedb.Index.fts({ language, stem: true, removeStopWords: true })`
  const script = `import * as lancedb from '@lancedb/lancedb'\n${make}\nprocess.stdout.write('all')`
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('.', import.meta.url).pathname,
    encoding: 'utf8',
  })
  expect(child.stdout).toBe('all')
})

test.each(['', '  ', '?!', '""', '"..."'])('%j holds nothing to look for', (text) => {
  expect(keywordQuery(anyOf(text))).toBeNull()
})

test('what is excluded alone is nothing to look for', () => {
  expect(keywordQuery({ ...anyOf(''), excluded: ['noise'] })).toBeNull()
})
