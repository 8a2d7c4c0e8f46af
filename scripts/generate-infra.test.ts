import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { infraFiles } from './generate-infra.ts'

test.each(Object.entries(infraFiles()))('%s is what the code says; write it with: node scripts/generate-infra.ts', (file, content) => {
  expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toBe(content)
})

test('the example settings hold no secret', () => {
  const filled = [...(infraFiles()['infra/env.example'] ?? '').matchAll(/^#?([A-Z_]*(?:SECRET|KEYS?))=(.*)$/gm)]
  expect(filled.map(([, name, value]) => [name, value])).toEqual([
    ['AWS_SECRET_ACCESS_KEY', ''],
    ['SLACK_CLIENT_SECRET', ''],
    ['SLACK_SIGNING_SECRET', ''],
    ['RECEIPT_KEY', ''],
    ['TOKEN_KEYS', ''],
    ['COHERE_API_KEY', ''],
    ['OPENAI_API_KEY', ''],
  ])
})

test('the manifest names one address and nothing else', () => {
  const manifest = infraFiles()['infra/slack/manifest.json'] ?? ''
  const hosts = new Set([...manifest.matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host))
  expect([...hosts]).toEqual(['backscroll.example.com'])
})
