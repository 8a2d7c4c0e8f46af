import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ConfigurationError } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { type Environment, readServiceConfig, readStorageConfig, settingsReference } from './config.ts'

const whole: Environment = {
  PUBLIC_URL: 'https://backscroll.example',
  SLACK_APP_ID: 'A0123ABCD',
  SLACK_CLIENT_ID: '1.1',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
}

const problemsOf = (env: Environment): string => {
  try {
    readServiceConfig(env)
    return ''
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return error instanceof Error ? error.message : ''
  }
}

describe('the settings of the server', () => {
  test('a whole environment is read, with defaults for the rest, and cannot be changed afterwards', () => {
    const config = readServiceConfig(whole)
    expect(config).toMatchObject({ PORT: 3_000, HOST: '127.0.0.1', BACKFILL_DAYS: 90, ALLOW_CHANNELS: [], LOG_LEVEL: 'info' })
    expect(path.isAbsolute(config.DATA_DIR)).toBe(true)
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('everything that is missing is named at once, each with its meaning', () => {
    const problems = problemsOf({})
    for (const name of Object.keys(whole)) expect(problems).toContain(`${name} is missing: `)
    expect(problems.split('\n')).toHaveLength(1 + Object.keys(whole).length)
  })

  test('everything that is malformed is named at once, and no secret is repeated', () => {
    const problems = problemsOf({
      ...whole,
      PUBLIC_URL: 'backscroll.example',
      SLACK_APP_ID: 'not an app',
      SLACK_CLIENT_SECRET: 'short',
      PORT: 'seventy',
      BACKFILL_DAYS: '0',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@localhost/x',
    })
    for (const name of ['PUBLIC_URL', 'SLACK_APP_ID', 'SLACK_CLIENT_SECRET', 'PORT', 'BACKFILL_DAYS', 'LOG_LEVEL', 'DATABASE_URL'])
      expect(problems).toContain(`- ${name}: `)
    expect(problems).not.toMatch(/short|hunter2/)
  })

  test('an empty value counts as missing', () => {
    expect(problemsOf({ ...whole, SLACK_CLIENT_ID: '' })).toContain('SLACK_CLIENT_ID is missing')
    expect(readServiceConfig({ ...whole, PORT: '' }).PORT).toBe(3_000)
  })

  test('http is for this machine alone', () => {
    expect(problemsOf({ ...whole, PUBLIC_URL: 'http://backscroll.example' })).toContain('must be an https address')
    expect(problemsOf({ ...whole, PUBLIC_URL: 'ftp://localhost' })).toContain('PUBLIC_URL')
    for (const address of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://backscroll.example'])
      expect(readServiceConfig({ ...whole, PUBLIC_URL: address }).PUBLIC_URL).toBe(address)
  })

  test('a slash at the end of the address is dropped', () => {
    expect(readServiceConfig({ ...whole, PUBLIC_URL: 'https://backscroll.example//' }).PUBLIC_URL).toBe('https://backscroll.example')
  })

  test('a secret may stand in a file, and a value of its own comes first', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-config-'))
    try {
      const file = path.join(folder, 'secret')
      writeFileSync(file, 'a-secret-from-a-file\n')
      const { SLACK_CLIENT_SECRET: _, ...rest } = whole
      expect(readServiceConfig({ ...rest, SLACK_CLIENT_SECRET_FILE: file }).SLACK_CLIENT_SECRET).toBe('a-secret-from-a-file')
      expect(readServiceConfig({ ...whole, SLACK_CLIENT_SECRET_FILE: file }).SLACK_CLIENT_SECRET).toBe('a-client-secret')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a file that cannot be read is named, not its content', () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = whole
    const problems = problemsOf({ ...rest, SLACK_SIGNING_SECRET_FILE: path.join(tmpdir(), 'backscroll-is-not-there') })
    expect(problems).toContain('SLACK_SIGNING_SECRET_FILE: the file cannot be read')
  })

  test('names of channels are read with and without #, in any case', () => {
    expect(readServiceConfig({ ...whole, ALLOW_CHANNELS: ' #General, eng-*,, Help ' }).ALLOW_CHANNELS).toEqual(['general', 'eng-*', 'help'])
  })

  test('a socket needs its token, and the token has to look like one', () => {
    expect(problemsOf({ ...whole, SLACK_TRANSPORT: 'socket' })).toContain('SLACK_APP_LEVEL_TOKEN is missing')
    expect(problemsOf({ ...whole, SLACK_TRANSPORT: 'socket', SLACK_APP_LEVEL_TOKEN: 'xoxb-1-secretpart' })).toContain(
      'SLACK_APP_LEVEL_TOKEN',
    )
    expect(problemsOf({ ...whole, SLACK_APP_LEVEL_TOKEN: 'xoxb-1-secretpart' })).not.toContain('secretpart')
    expect(readServiceConfig({ ...whole, SLACK_TRANSPORT: 'socket', SLACK_APP_LEVEL_TOKEN: 'xapp-1' }).SLACK_TRANSPORT).toBe('socket')
    expect(readServiceConfig(whole).SLACK_TRANSPORT).toBe('http')
  })

  test('messages that the app sends by itself are all wanted, some, or none, and a mistyped one is named', () => {
    expect(readServiceConfig(whole).ONBOARDING_MESSAGES).toEqual(['welcome', 'invited', 'reading', 'done'])
    expect(readServiceConfig({ ...whole, ONBOARDING_MESSAGES: ' Done, welcome' }).ONBOARDING_MESSAGES).toEqual(['welcome', 'done'])
    expect(readServiceConfig({ ...whole, ONBOARDING_MESSAGES: 'none' }).ONBOARDING_MESSAGES).toEqual([])
    expect(problemsOf({ ...whole, ONBOARDING_MESSAGES: 'welcom' })).toContain('ONBOARDING_MESSAGES')
  })

  test('the operator’s verbs need no Slack', () => {
    expect(readStorageConfig({ DATABASE_URL: 'postgres://localhost/x' })).not.toHaveProperty('SLACK_APP_ID')
  })

  test('the reference lists every setting with its meaning, and what is required', () => {
    const reference = settingsReference()
    expect(reference.every(({ meaning }) => meaning.length > 10)).toBe(true)
    expect(
      reference
        .filter(({ required }) => required)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(whole).sort())
  })
})
