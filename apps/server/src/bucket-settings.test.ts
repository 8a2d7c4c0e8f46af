import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bucketOptions } from './bucket-settings.ts'
import { type Environment, readStorageConfig } from './config.ts'

const optionsOf = (env: Environment) => bucketOptions(readStorageConfig(env), { warn() {} })

test('the names that other tools use are read, the more exact address first, and a secret from a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-settings-'))
  writeFileSync(path.join(folder, 'secret'), 'of-a-file\n')
  const env = {
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY_FILE: path.join(folder, 'secret'),
    AWS_SESSION_TOKEN: 'token',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: 'https://everything.example',
  }
  expect(optionsOf(env)).toMatchObject({
    accessKeyId: 'AKID',
    secretAccessKey: 'of-a-file',
    sessionToken: 'token',
    region: 'eu-central-1',
    endpoint: 'https://everything.example',
    addressing: 'path',
    allowsHttp: false,
    lagSeconds: 5,
    isSingleWriter: false,
  })
  expect(optionsOf({ ...env, AWS_ENDPOINT_URL_S3: 'https://s3.example' })?.endpoint).toBe('https://s3.example')
  expect(optionsOf({ ...env, LANCE_SINGLE_WRITER: 'true', LANCE_LAG_SECONDS: '0' })).toMatchObject({ isSingleWriter: true, lagSeconds: 0 })
  rmSync(folder, { recursive: true })
})

test('half of a key is none', () => {
  expect(optionsOf({ AWS_ACCESS_KEY_ID: 'AKID' })).toBeUndefined()
  expect(optionsOf({ AWS_SECRET_ACCESS_KEY: 'secret' })).toBeUndefined()
})
