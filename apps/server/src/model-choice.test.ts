import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ConfigurationError } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { type Environment, readServiceConfig } from './config.ts'
import { chooseModels } from './model-choice.ts'

const whole: Environment = {
  PUBLIC_URL: 'https://backscroll.example',
  SLACK_APP_ID: 'A0123ABCD',
  SLACK_CLIENT_ID: '1.1',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
}
const KEY = 'a-key-of-cohere'
const chosen = (env: Environment) => chooseModels(readServiceConfig({ ...whole, ...env }))
const refusal = (env: Environment): string => {
  try {
    chosen(env)
    return ''
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return error instanceof Error ? error.message : ''
  }
}

describe('what the settings choose', () => {
  test('without a key nothing leaves the machine', () => {
    expect(chosen({})).toEqual({
      embedder: { kind: 'hash' },
      reranker: { kind: 'none' },
      answerer: { kind: 'extractive' },
      warnings: [],
      problems: [],
    })
    // other programs' settings choose nothing
    expect(chosen({ OPENAI_API_KEY: 'sk-1', COHERE_BASE_URL: 'http://127.0.0.1:1', MODEL_DIR: 'models' }).embedder).toEqual({
      kind: 'hash',
    })
    expect(chosen({ EMBEDDING_DIMENSIONS: '512' }).embedder).toEqual({ kind: 'hash', dimensions: 512 })
  })

  test('with a key of Cohere it embeds and reranks, unless one of them is chosen otherwise', () => {
    const access = { apiKey: KEY, baseUrl: 'http://127.0.0.1:1' }
    const env = { COHERE_API_KEY: KEY, COHERE_BASE_URL: 'http://127.0.0.1:1/' }
    const embedder = { kind: 'cohere', access, model: 'embed-v4.0', dimensions: 512 }
    const reranker = { kind: 'cohere', access, model: 'rerank-v4.0-fast' }
    expect(chosen(env)).toMatchObject({ embedder, reranker, warnings: [] })
    expect(chosen({ ...env, EMBEDDER: 'hash' })).toMatchObject({ embedder: { kind: 'hash' }, reranker })
    expect(chosen({ ...env, RERANKER: 'none' })).toMatchObject({ embedder, reranker: { kind: 'none' } })
    expect(chosen({ ...env, EMBEDDING_DIMENSIONS: '1536', RERANK_MODEL: 'rerank-v4.0-pro' })).toMatchObject({
      embedder: { dimensions: 1_536 },
      reranker: { model: 'rerank-v4.0-pro' },
      warnings: [],
    })
  })

  test('the key may stand in a file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-key-'))
    try {
      writeFileSync(path.join(folder, 'key'), `${KEY}\n`)
      expect(chosen({ COHERE_API_KEY_FILE: path.join(folder, 'key') }).embedder).toMatchObject({ kind: 'cohere', access: { apiKey: KEY } })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a Cohere of one’s own needs no key', () => {
    expect(chosen({ EMBEDDER: 'cohere', RERANKER: 'cohere', COHERE_BASE_URL: 'http://cohere:8080' })).toMatchObject({
      embedder: { access: { apiKey: '', baseUrl: 'http://cohere:8080' } },
      reranker: { access: { apiKey: '', baseUrl: 'http://cohere:8080' } },
    })
  })

  test('a name that is not known is taken as it stands, with a warning', () => {
    const choice = chosen({ COHERE_API_KEY: KEY, EMBEDDING_MODEL: 'embed-v5.0', EMBEDDING_DIMENSIONS: '768', RERANK_MODEL: 'rerank-v9' })
    expect(choice).toMatchObject({ embedder: { model: 'embed-v5.0', dimensions: 768 }, reranker: { model: 'rerank-v9' } })
    expect(choice.warnings).toEqual([expect.stringContaining('embed-v5.0'), expect.stringContaining('rerank-v9')])
  })

  test('a server like OpenAI’s, and a model on this machine', () => {
    const openai = { EMBEDDER: 'openai', EMBEDDING_MODEL: 'nomic-embed-text', EMBEDDING_DIMENSIONS: '768' }
    const model = { kind: 'openai', model: 'nomic-embed-text', dimensions: 768 }
    expect(chosen({ ...openai, OPENAI_BASE_URL: 'http://localhost:11434/v1/' }).embedder).toEqual({
      ...model,
      access: { baseUrl: 'http://localhost:11434/v1' },
    })
    expect(chosen({ ...openai, OPENAI_API_KEY: 'sk-1' }).embedder).toEqual({
      ...model,
      access: { baseUrl: 'https://api.openai.com/v1', apiKey: 'sk-1' },
    })
    expect(chosen({ EMBEDDER: 'local-transformer', EMBEDDING_MODEL: 'org/name', MODEL_DIR: 'models' }).embedder).toEqual({
      kind: 'local-transformer',
      model: 'org/name',
      modelDir: path.resolve('models'),
    })
  })

  test('with a key of Cohere it also writes answers and rewrites questions, unless chosen otherwise', () => {
    const env = { COHERE_API_KEY: KEY }
    const answerer = { kind: 'cohere', access: { apiKey: KEY }, model: 'command-a-03-2025', rewriteModel: 'command-r7b-12-2024' }
    expect(chosen(env)).toMatchObject({ answerer, warnings: [] })
    expect(chosen({ ...env, ANSWERER: 'extractive' })).toMatchObject({ answerer: { kind: 'extractive' }, embedder: { kind: 'cohere' } })
    expect(chosen({ ANSWERER: 'cohere', COHERE_BASE_URL: 'http://cohere:8080' }).answerer).toMatchObject({
      access: { apiKey: '', baseUrl: 'http://cohere:8080' },
    })
    const named = chosen({ ...env, ANSWER_MODEL: 'command-a-plus-05-2026', REWRITE_MODEL: 'command-z' })
    expect(named).toMatchObject({ answerer: { model: 'command-a-plus-05-2026', rewriteModel: 'command-z' } })
    expect(named.warnings).toEqual(['REWRITE_MODEL: command-z is not known here; it is used as it stands.'])
  })

  test('a server like OpenAI’s writes answers with the model that is named, and rewrites with it or another one', () => {
    const env = { ANSWERER: 'openai', OPENAI_BASE_URL: 'http://localhost:11434/v1/', ANSWER_MODEL: 'llama3.2' }
    const access = { baseUrl: 'http://localhost:11434/v1' }
    expect(chosen(env).answerer).toEqual({ kind: 'openai', access, model: 'llama3.2', rewriteModel: 'llama3.2' })
    expect(chosen({ ...env, REWRITE_MODEL: 'qwen3:1.7b' }).answerer).toMatchObject({ model: 'llama3.2', rewriteModel: 'qwen3:1.7b' })
    // Cohere may embed for it
    expect(chosen({ ...env, COHERE_API_KEY: KEY })).toMatchObject({ answerer: { kind: 'openai' }, embedder: { kind: 'cohere' } })
  })
})

describe('settings that cannot be meant', () => {
  test.each<[Environment, string]>([
    [{ EMBEDDER: 'cohere' }, 'COHERE_API_KEY is missing: EMBEDDER=cohere needs it.'],
    [{ RERANKER: 'cohere' }, 'COHERE_API_KEY is missing: RERANKER=cohere needs it.'],
    [{ EMBEDDER: 'hash', EMBEDDING_MODEL: 'embed-v4.0' }, 'EMBEDDING_MODEL is set, and the embedder is hash'],
    [{ EMBEDDING_MODEL: 'embed-v4.0' }, 'EMBEDDING_MODEL is set, and the embedder is hash'],
    [{ COHERE_API_KEY: KEY, EMBEDDING_DIMENSIONS: '300' }, 'EMBEDDING_DIMENSIONS: embed-v4.0 has 256, 512, 1024 or 1536, not 300.'],
    [{ COHERE_API_KEY: KEY, EMBEDDING_MODEL: 'embed-v9' }, 'EMBEDDING_DIMENSIONS is missing: the length of the vectors of embed-v9'],
    [{ EMBEDDER: 'openai', EMBEDDING_MODEL: 'm', EMBEDDING_DIMENSIONS: '8' }, 'OPENAI_API_KEY is missing'],
    [{ EMBEDDER: 'openai', OPENAI_API_KEY: 'sk-1', EMBEDDING_DIMENSIONS: '8' }, 'EMBEDDING_MODEL is missing'],
    [{ EMBEDDER: 'openai', OPENAI_API_KEY: 'sk-1', EMBEDDING_MODEL: 'm' }, 'EMBEDDING_DIMENSIONS is missing'],
    [{ EMBEDDER: 'local-transformer', EMBEDDING_MODEL: 'org/name' }, 'MODEL_DIR is missing'],
    [{ EMBEDDER: 'local-transformer', MODEL_DIR: 'models' }, 'EMBEDDING_MODEL is missing'],
    [
      { EMBEDDER: 'local-transformer', EMBEDDING_MODEL: 'org/name', MODEL_DIR: 'models', EMBEDDING_DIMENSIONS: '384' },
      'EMBEDDING_DIMENSIONS is set, and with EMBEDDER=local-transformer the model decides',
    ],
    [{ ANSWERER: 'cohere' }, 'COHERE_API_KEY is missing: ANSWERER=cohere needs it.'],
    [{ ANSWERER: 'openai', ANSWER_MODEL: 'm' }, 'OPENAI_API_KEY is missing: ANSWERER=openai needs it'],
    [{ ANSWERER: 'openai', OPENAI_API_KEY: 'sk-1' }, 'ANSWER_MODEL is missing: ANSWERER=openai needs it.'],
    [{ ANSWER_MODEL: 'command-a-03-2025' }, 'ANSWER_MODEL is set, and the answerer is extractive'],
    [{ COHERE_API_KEY: KEY, ANSWERER: 'extractive', REWRITE_MODEL: 'm' }, 'REWRITE_MODEL is set, and the answerer is extractive'],
    [{ ANSWERER: 'magic' }, 'ANSWERER: '],
    [{ ANSWER_MODEL: 'a model' }, 'ANSWER_MODEL: must be the name of a model'],
    [{ EMBEDDER: 'magic' }, 'EMBEDDER: '],
    [{ RERANKER: 'magic' }, 'RERANKER: '],
    [{ EMBEDDING_DIMENSIONS: '7' }, 'EMBEDDING_DIMENSIONS: '],
    [{ EMBEDDING_MODEL: 'a model' }, 'EMBEDDING_MODEL: must be the name of a model'],
    [{ COHERE_BASE_URL: 'cohere' }, 'COHERE_BASE_URL: must be an http or https address'],
    [{ OPENAI_BASE_URL: 'file:///etc' }, 'OPENAI_BASE_URL: must be an http or https address'],
  ])('%j', (env, expected) => {
    expect(refusal(env)).toContain(`- ${expected}`)
  })

  test('several are named at once, and no key is repeated', () => {
    const problems = refusal({ EMBEDDER: 'openai', RERANKER: 'cohere', COHERE_API_KEY: 'secret7' })
    expect(problems).toContain('COHERE_API_KEY: ')
    expect(problems).not.toContain('secret7')
    const more = refusal({ EMBEDDER: 'openai', RERANKER: 'cohere' })
    expect(more.split('\n')).toHaveLength(5)
  })
})
