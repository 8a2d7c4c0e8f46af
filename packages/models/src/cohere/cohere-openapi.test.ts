import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFakeCohere } from '@backscroll/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { collected } from '../../test/collected.ts'
import { jumpingTime } from '../../test/jumping-time.ts'
import { at, misfits } from '../../test/openapi-schema.ts'
import { textAt } from '../http/field.ts'
import { serverSentEvents } from '../http/server-sent-events.ts'
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

  test('fits chat: what we send, and every event and answer of the fake', async () => {
    await using fake = await startFakeCohere()
    const cohere = await openCohere({ apiKey: 'k', baseUrl: fake.url, time: jumpingTime() })
    const sources = [{ id: 'a', text: 'The deploy failed at noon.', score: 1, author: 'Ada', channel: 'ops', postedAt: '2026-11-03T09:00' }]
    const request = { question: 'when did the deploy fail?', sources, rules: 'Only the sources.', maxOutputTokens: 800 }
    await collected(cohere.answerer({ model: 'command-a-03-2025' }).answer(request))
    await cohere
      .rewriter({ model: 'command-r7b-12-2024' })
      .rewrite({ question: 'and why?', turns: [{ question: 'when?', answer: 'noon' }] })
    const [streamed, whole] = fake.requests
    for (const sent of [streamed, whole]) expect(misfits(api, body('/v2/chat'), sent?.body)).toEqual([])
    const post = (sent: unknown) => fetch(`${fake.url}/v2/chat`, { method: 'POST', body: JSON.stringify(sent) })
    expect(misfits(api, answer('/v2/chat'), await (await post(whole?.body)).json())).toEqual([])
    const known = at(api, ['paths', '/v2/chat', 'post', 'x-fern-streaming', 'response-stream', 'discriminator', 'mapping'])
    const seen = new Set<string>()
    for await (const event of serverSentEvents('Cohere', await post(streamed?.body))) {
      const type = textAt(event, 'type') ?? ''
      seen.add(type)
      expect(misfits(api, { $ref: textAt(known, type) }, event)).toEqual([])
    }
    expect([...seen]).toEqual([
      'message-start',
      'content-start',
      'content-delta',
      'citation-start',
      'citation-end',
      'content-end',
      'message-end',
    ])
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
