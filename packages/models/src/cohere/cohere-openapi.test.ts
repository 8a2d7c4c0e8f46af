import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFakeCohere } from '@backscroll/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { jumpingTime } from '../../test/jumping-time.ts'
import { at, misfits } from '../../test/openapi-schema.ts'
import { openCohere } from './open-cohere.ts'

const file = join(import.meta.dirname, '../../../../../shared/data/cohere-openapi/cohere-openapi.yaml')
const isAbsent = !existsSync(file)
const why = isAbsent ? 'skipped because ../shared/data/cohere-openapi is absent: ' : ''

describe.skipIf(isAbsent)(`${why}Cohere's own description of its API`, () => {
  let api: Record<string, unknown>
  beforeAll(() => {
    api = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Record<string, unknown>
  })
  const body = (path: string) => at(api, ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema'])
  const answer = (path: string) => at(api, ['paths', path, 'post', 'responses', '200', 'content', 'application/json', 'schema'])

  test('fits what we send and what the fake answers', async () => {
    await using fake = await startFakeCohere()
    const cohere = await openCohere({ apiKey: 'k', baseUrl: fake.url, time: jumpingTime() })
    const embedder = cohere.embedder({ model: 'embed-v4.0', dimensions: 512 })
    await embedder.embed(['a deploy', 'lunch'], 'document')
    await embedder.embed(['when?'], 'query')
    await cohere.reranker({ model: 'rerank-v4.0-fast' }).rerank('deploy', ['lunch', 'a deploy'], 2)
    const ours = fake.requests.slice()
    for (const request of ours) {
      expect(body(request.path)).toBeDefined()
      expect(misfits(api, body(request.path), request.body)).toEqual([])
      const response = await fetch(fake.url + request.path, { method: 'POST', body: JSON.stringify(request.body) })
      expect(misfits(api, answer(request.path), await response.json())).toEqual([])
    }
    expect(fake.requests.length).toBe(6)
  })

  test('knows the limit of 96 texts, and a wrong body is found', () => {
    const whole = { model: 'embed-v4.0', input_type: 'search_query', texts: Array.from({ length: 97 }, () => 'text') }
    expect(misfits(api, body('/v2/embed'), whole)).toEqual(['$.texts: more than 96'])
    expect(misfits(api, body('/v2/embed'), { model: 'm', inputType: 'search_query' })).toEqual([
      '$.input_type is missing',
      '$.inputType is unknown',
    ])
  })
})
