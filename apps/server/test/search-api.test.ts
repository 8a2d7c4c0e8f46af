import { type Problem, problem, type SearchResponse, searchResponse } from '@backscroll/contracts'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi, searchApi } from './world/calling-api.ts'
import { movingClock } from './world/moving-clock.ts'
import { GLOBEX } from './world/small-company.ts'

const places = ({ results }: SearchResponse): string[] => results.map(({ channelId }) => channelId)

describe('a search', () => {
  test('finds messages with their links, their words and the reasons for their place', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0BOB')
    const answer = await callApi<SearchResponse>(world, key, '/v1/search', { body: { query: 'When does the billing rewrite ship?' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(searchResponse.parse(answer.body)).toEqual(answer.body)
    const { results, ...about } = answer.body
    const [first] = results
    if (!first) throw new Error('nothing was found')
    expect(first).toMatchObject({
      id: `C0GENERAL:${first.ts}`,
      kind: 'message',
      channelName: 'general',
      rankingDetails: { keywordRank: 1 },
    })
    expect(new URL(first.permalink).pathname).toBe(`/acme/archives/C0GENERAL/p${first.ts.replace('.', '')}`)
    const words = first.highlights.map(({ start, end }) => first.text.slice(start, end).toLowerCase())
    expect(words).toEqual(expect.arrayContaining(['billing', 'rewrite']))
    expect(about).toMatchObject({
      query: 'When does the billing rewrite ship?',
      intent: 'question',
      strategy: 'hybrid_weighted',
      reranked: false,
      embedder: { label: 'fuzzy lexical' },
      coverage: { channels: 3, reading: 0, searched: 'index', since: expect.any(String) },
      filters: { channels: [], authors: [], from: null, to: null, has: [], inThread: false },
      nextCursor: null,
      hasMore: false,
      warnings: [],
    })
    const scores = results.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  test('is narrowed by its fields, and by what its text says, never beyond the fields', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0ADA')
    const query = 'billing rewrite, lunch, merger, staging'
    const found = async (fields: object, text = query) =>
      places(await searchApi(world, key, { query: text, limit: 100, groupByThread: false, ...fields }))
    expect(new Set(await found({}))).toEqual(new Set(['C0GENERAL', 'C0DEAL', 'C0HELP']))
    for (const channels of [['general'], ['#General'], ['C0GENERAL'], ['c0general']])
      expect(new Set(await found({ channels }))).toEqual(new Set(['C0GENERAL']))
    expect(new Set(await found({}, `in:#deal ${query}`))).toEqual(new Set(['C0DEAL']))
    expect(new Set(await found({ channels: ['deal', 'help'] }, `in:#deal ${query}`))).toEqual(new Set(['C0DEAL']))
    for (const authors of [['U0EVE'], ['eve'], ['@Eve Test'], ['Eve']]) {
      const { results, filters } = await searchApi(world, key, { query, authors })
      expect(filters.authors).toEqual(['U0EVE'])
      expect(results.map(({ authorId }) => authorId)).toEqual(['U0EVE'])
    }
    expect(await found({ inThread: true })).toEqual(['C0GENERAL', 'C0GENERAL'])
    expect(await found({ hasLink: true })).toEqual([])
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    expect(new Set(await found({ from: hoursAgo(7) }))).toEqual(new Set(['C0DEAL', 'C0HELP']))
    expect(new Set(await found({ to: hoursAgo(7) }))).toEqual(new Set(['C0GENERAL']))
  })

  test('a day is a day where the person is, from its beginning to its end', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0ADA')
    const { filters } = await searchApi(world, key, { query: 'lunch', from: '2026-03-29', to: '2026-03-29' })
    // in Berlin, and this day has 23 hours
    expect(filters).toMatchObject({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' })
  })

  test('strategies are chosen by name, bm25 is another word for keyword, weights are followed', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0BOB')
    const asked = async (fields: object) => {
      const { strategy, results, warnings } = await searchApi(world, key, { query: 'billing rewrite', ...fields })
      return { strategy, warnings: warnings.length, weights: results[0]?.rankingDetails.weights }
    }
    expect(await asked({ strategy: 'bm25' })).toMatchObject({ strategy: 'keyword', weights: { keyword: 1, semantic: 0 } })
    expect(await asked({ strategy: 'keyword' })).toMatchObject({ strategy: 'keyword' })
    expect(await asked({ strategy: 'semantic' })).toMatchObject({ strategy: 'semantic', weights: { keyword: 0, semantic: 1 } })
    expect(await asked({ strategy: 'hybrid_rrf' })).toMatchObject({ strategy: 'hybrid_rrf', warnings: 1 })
    expect(await asked({ semanticWeight: 0.4, keywordWeight: 0.6 })).toMatchObject({
      strategy: 'hybrid_weighted',
      weights: { keyword: 0.6, semantic: 0.4 },
    })
    expect(await asked({ keywordWeight: 0.25, strategy: 'hybrid_weighted' })).toMatchObject({ weights: { keyword: 0.25, semantic: 0.75 } })
  })

  test('a threshold leaves out what scores lower, and the total says so', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0BOB')
    const all = await searchApi(world, key, { query: 'billing rewrite lunch', groupByThread: false })
    const threshold = (all.results[1]?.score ?? 1) + 1e-9
    expect(await searchApi(world, key, { query: 'billing rewrite lunch', groupByThread: false, threshold })).toMatchObject({
      results: [{ id: all.results[0]?.id }],
      total: 1,
      nextCursor: null,
    })
  })

  test('a pasted permalink brings its thread, to whoever may read it', async () => {
    await using world = await aWorld()
    const bob = await aKeyOf(world, 'U0BOB')
    const [deal] = (await searchApi(world, bob, { query: 'merger' })).results
    const link = { query: deal?.permalink }
    expect(await searchApi(world, bob, link)).toMatchObject({ results: [{ id: deal?.id }], strategy: 'permalink' })
    expect(await searchApi(world, await aKeyOf(world, 'U0EVE'), link)).toMatchObject({ results: [], total: 0 })
  })

  test('of another workspace finds that workspace, never this one', async () => {
    await using world = await aWorld({ installedIn: ['T0ACME', GLOBEX] })
    const query = { query: 'billing rewrite xylograph', limit: 100 }
    expect(new Set(places(await searchApi(world, await aKeyOf(world, 'U0ZOE', { team: GLOBEX }), query)))).toEqual(new Set(['C0GLOBEX']))
    expect(places(await searchApi(world, await aKeyOf(world, 'U0BOB'), query))).not.toContain('C0GLOBEX')
  })
})

describe('pages', () => {
  test('follow one another without a gap or a double', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0ADA')
    const request = { query: 'billing rewrite, lunch, merger, staging', groupByThread: false }
    const whole = await searchApi(world, key, { ...request, limit: 100 })
    const ids: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: SearchResponse = await searchApi(world, key, { ...request, limit: 2, ...(cursor ? { cursor } : {}) })
      expect(page.total).toBe(whole.total)
      expect(page.hasMore).toBe(page.nextCursor !== null)
      ids.push(...page.results.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(whole.results.map(({ id }) => id))
  })

  test('a cursor is good for the same person, the same search, and fifteen minutes', async () => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const key = await aKeyOf(world, 'U0ADA')
    const request = { query: 'billing rewrite, lunch, merger, staging', limit: 1 }
    const cursor = (await searchApi(world, key, request)).nextCursor ?? ''
    const refusal = async (by: string, over: object) => {
      const { status, body } = await callApi(world, by, '/v1/search', { body: { ...request, cursor, ...over } })
      return { status, errors: body.errors }
    }
    const foreign = await refusal(await aKeyOf(world, 'U0BOB'), {})
    expect(foreign).toMatchObject({ status: 422, errors: [{ pointer: '/cursor' }] })
    const [head = '', ...rest] = cursor.split('.')
    const altered = [
      `${cursor.slice(0, -4)}AAAA`,
      'x',
      'a.b.c.d.e',
      [Buffer.from('{"alg":"none"}').toString('base64url'), ...rest].join('.'),
      head,
    ]
    for (const wrong of altered) expect(await refusal(key, { cursor: wrong })).toEqual(foreign)
    for (const over of [{ query: 'lunch' }, { limit: 2 }, { channels: ['general'] }, { strategy: 'keyword' }])
      expect(await refusal(key, over)).toEqual(foreign)
    // another key of the same person goes on where this one was
    expect((await searchApi(world, await aKeyOf(world, 'U0ADA'), { ...request, cursor })).results).toHaveLength(1)
    clock.putForward(15 * 60_000 + 1)
    expect(await refusal(key, {})).toEqual(foreign)
  })
})

describe('bad input', () => {
  const refused = async (world: LivedInWorld, key: string, body: unknown, headers: Record<string, string> = {}): Promise<Problem> => {
    const answer = await callApi(world, key, '/v1/search', { body, headers })
    expect({ body, status: answer.body.status }).toEqual({ body, status: answer.status })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    return problem.parse(answer.body)
  }

  test('each field that cannot be used is named with a pointer and a plain sentence', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0EVE')
    const cases: [body: unknown, pointer: string][] = [
      [{}, '/query'],
      [{ query: '' }, '/query'],
      [{ query: ' \n\u200b ' }, '/query'],
      [{ query: 7 }, '/query'],
      [{ query: 'x'.repeat(1_001) }, '/query'],
      [{ query: 'in:#general' }, '/query'],
      [{ query: 'lunch in:#no-such-channel' }, '/query'],
      [{ query: 'lunch in:#deal' }, '/query'],
      [{ query: 'lunch from:@nobody' }, '/query'],
      [{ query: 'lunch before:2026-02-30' }, '/query'],
      [{ query: 'lunch', limit: 0 }, '/limit'],
      [{ query: 'lunch', limit: 101 }, '/limit'],
      [{ query: 'lunch', limit: 1.5 }, '/limit'],
      [{ query: 'lunch', limit: '10' }, '/limit'],
      [{ query: 'lunch', threshold: 1.1 }, '/threshold'],
      [{ query: 'lunch', strategy: 'magic' }, '/strategy'],
      [{ query: 'lunch', semanticWeight: 0.5, keywordWeight: 0.52 }, '/semanticWeight'],
      [{ query: 'lunch', semanticWeight: 0.5, strategy: 'keyword' }, '/semanticWeight'],
      [{ query: 'lunch', channels: ['general', 'nowhere'] }, '/channels/1'],
      [{ query: 'lunch', channels: ['deal'] }, '/channels/0'],
      [{ query: 'lunch', channels: ['C0DEAL'] }, '/channels/0'],
      [{ query: 'lunch', channels: 'general' }, '/channels'],
      [{ query: 'lunch in:#help', channels: ['general'] }, '/channels'],
      [{ query: 'lunch', authors: ['nobody'] }, '/authors/0'],
      [{ query: 'lunch', from: '2026-02-30' }, '/from'],
      [{ query: 'lunch', from: 'yesterday' }, '/from'],
      [{ query: 'lunch', to: '2026-13-01T00:00:00Z' }, '/to'],
      [{ query: 'lunch', from: '2026-03-02', to: '2026-03-01' }, '/to'],
      [{ query: 'lunch', from: '2026-03-02T00:00:00+02:00', to: '2026-02-28' }, '/to'],
      [{ query: 'lunch', sources: ['document'] }, '/sources/0'],
      [{ query: 'lunch', cursor: 'x' }, '/cursor'],
      [{ query: 'lunch', 'a/b~c': 1 }, '/a~1b~0c'],
      [[], ''],
      ['null', ''],
    ]
    for (const [body, pointer] of cases) {
      const { code, status, errors } = await refused(world, key, body)
      expect({ body, code, status }).toEqual({ body, code: 'invalid_request', status: 422 })
      expect({ body, pointers: errors?.map((error) => error.pointer) }).toEqual({ body, pointers: [pointer] })
      for (const { detail } of errors ?? []) expect(detail).toMatch(/^[^\n]{10,300}\.$/)
    }
  }, 120_000)

  test('a private channel that one is not in is refused in the same words as one that does not exist', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0EVE')
    for (const about of [
      (name: string) => ({ query: 'x', channels: [name] }),
      (name: string) => ({ query: `x in:#${name}` }),
      (name: string) => ({ query: `x in:<#C0${name.toUpperCase()}>` }),
    ]) {
      const [there, nowhere] = [await refused(world, key, about('deal')), await refused(world, key, about('dael'))]
      const said = (one: Problem) => JSON.stringify({ ...one, requestId: '' })
      expect(said(there).replaceAll(/deal/gi, '#')).toBe(said(nowhere).replaceAll(/dael/gi, '#'))
    }
  })

  test('all problems are named at once', async () => {
    await using world = await aWorld()
    const { errors } = await refused(world, await aKeyOf(world, 'U0EVE'), { query: '', limit: 101, threshold: -1, extra: true })
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['/extra', '/limit', '/query', '/threshold'])
  })

  test('a body that is no JSON, too large or of another type is refused as such', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0EVE')
    expect(await refused(world, key, '{"query":')).toMatchObject({ status: 400, code: 'bad_request' })
    expect(await refused(world, key, '{"query":"x","__proto__":{"limit":1}}')).toMatchObject({ status: 400 })
    expect(await refused(world, key, JSON.stringify({ query: 'x'.repeat(1 << 20) }))).toMatchObject({ status: 413, code: 'too_large' })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])
      expect(await refused(world, key, 'query=lunch', { 'content-type': type })).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
      })
    expect(await callApi(world, key, '/v1/search', { method: 'GET' })).toMatchObject({ status: 404 })
  })

  test('hostile queries are answered like any other', async () => {
    await using world = await aWorld()
    const key = await aKeyOf(world, 'U0EVE')
    const hostile = [
      "'; drop table messages; --",
      '"unfinished phrase',
      '((((AND OR NOT',
      '-"" +"" NOT NOT',
      'AND',
      '\u202egnirts desrever',
      'zero\u200bwidth\u200djoiner',
      '🎉🎉🎉',
      '開発チームの会議はいつですか',
      'متى الغداء',
      '*:* ~2 ^5 [a TO b] {c}',
      '%_\\\'"`$1 $(x)',
      '<@U0EVE> <#C0DEAL|deal> <!channel>',
      '\u0000lunch\u0000',
      'a'.repeat(1_000),
      'in: from: before: has:',
      '../../../etc/passwd',
    ]
    for (const query of hostile) {
      const { status, body } = await callApi<SearchResponse>(world, key, '/v1/search', { body: { query } })
      expect({ query, isFine: status === 200 || status === 422 }).toEqual({ query, isFine: true })
      if (status === 200) expect(searchResponse.safeParse(body).success).toBe(true)
    }
  }, 120_000)
})
