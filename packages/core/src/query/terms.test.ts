import { describe, expect, test } from 'vitest'
import { searchTerms } from './terms.ts'
import { understand } from './understand-query.fixture.ts'

test.each([
  ['', 'empty', 'keyword'],
  ['?!', 'empty', 'keyword'],
  ['in:#billing', 'empty', 'keyword'],
  ['"connection pool exhausted"', 'exact_phrase', 'keyword'],
  ['\u201Cconnection pool\u201D', 'exact_phrase', 'keyword'],
  ['"pool"', 'exact_phrase', 'keyword'],
  ['"pool', 'one_word', 'keyword'],
  ['"pool" "database"', 'two_words', 'hybrid_weighted'],
  ['pool AND database', 'boolean', 'keyword'],
  ['pool OR database', 'boolean', 'keyword'],
  ['pool NOT database', 'boolean', 'keyword'],
  ['(pool OR database) AND slow', 'boolean', 'keyword'],
  ['pool -database', 'boolean', 'keyword'],
  ['+pool database', 'boolean', 'keyword'],
  ['pool -"read replica"', 'boolean', 'keyword'],
  ['pool and database slow', 'semantic', 'hybrid_rrf'],
  ['AND', 'one_word', 'keyword'],
  ['pool AND', 'two_words', 'hybrid_weighted'],
  ['who owns the database', 'question', 'hybrid_rrf'],
  ["what's the wifi password", 'question', 'hybrid_rrf'],
  ['WHERE is the handbook', 'question', 'hybrid_rrf'],
  ['is the staging database down', 'question', 'hybrid_rrf'],
  ['did we ship', 'question', 'hybrid_rrf'],
  ['pool exhausted again?', 'question', 'hybrid_rrf'],
  ['why', 'question', 'hybrid_rrf'],
  ['\u30B5\u30FC\u30D0\u30FC\u306F\uFF1F', 'question', 'hybrid_rrf'],
  ['However the deploy went', 'semantic', 'hybrid_rrf'],
  ['Whatever happened there then', 'semantic', 'hybrid_rrf'],
  ['is-ready flag unset here', 'semantic', 'hybrid_rrf'],
  ["don't panic", 'two_words', 'hybrid_weighted'],
  ['deploy', 'one_word', 'keyword'],
  ['ERR_CONN_RESET', 'one_word', 'keyword'],
  ['foo-bar', 'one_word', 'keyword'],
  ['C++', 'one_word', 'keyword'],
  ['deploy failed', 'two_words', 'hybrid_weighted'],
  ['follow-up meeting', 'two_words', 'hybrid_weighted'],
  ['rm -rf', 'two_words', 'hybrid_weighted'],
  ['git push --force origin', 'semantic', 'hybrid_rrf'],
  ['exit code -1', 'semantic', 'hybrid_rrf'],
  ['find . -name core', 'semantic', 'hybrid_rrf'],
  ['billing rewrite ship date', 'semantic', 'hybrid_rrf'],
  ['\u8ACB\u6C42\u66F8\u306E\u652F\u6255\u3044\u671F\u9650\u3092\u5909\u66F4\u3059\u308B', 'semantic', 'hybrid_rrf'],
])('%s is %s', (typed, intent, strategy) => {
  expect(understand(typed)).toMatchObject({ intent, strategy })
})

describe('what must and must not occur', () => {
  test.each([
    ['pool database', 'pool database', [], []],
    ['why is "connection pool" slow', 'why is connection pool slow', [['connection pool']], []],
    ['a "to be" or', 'a to be or', [], []],
    ['+pool database', 'pool database', [['pool']], []],
    ['pool -database', 'pool', [], ['database']],
    ['pool -"read replica"', 'pool', [], ['read replica']],
    ['pool AND database', 'pool database', [['pool'], ['database']], []],
    ['pool OR database', 'pool database', [['pool', 'database']], []],
    ['pool NOT database', 'pool', [], ['database']],
    ['pool AND NOT database', 'pool', [['pool']], ['database']],
    [
      'pool AND database OR cache',
      'pool database cache',
      [
        ['pool', 'cache'],
        ['database', 'cache'],
      ],
      [],
    ],
    ['pool AND (database OR cache)', 'pool database cache', [['pool'], ['database', 'cache']], []],
    [
      '(pool AND slow) OR cache',
      'pool slow cache',
      [
        ['pool', 'cache'],
        ['slow', 'cache'],
      ],
      [],
    ],
    ['NOT (database OR cache) pool', 'pool', [], ['database', 'cache']],
    ['pool NOT (database AND cache)', 'pool database cache', [], []],
    ['pool AND (database cache)', 'pool database cache', [['pool'], ['database', 'cache']], []],
    ['how do we build AND ship it', 'how do we build ship it', [['build'], ['ship']], []],
    ['"connection pool" AND slow', 'connection pool slow', [['connection pool'], ['slow']], []],
    ['the AND pool', 'the pool', [['pool']], []],
    ['+the pool', 'the pool', [], []],
    ['"how do we" deploy', 'how do we deploy', [], []],
    ['what AND pool', 'what pool', [['pool']], []],
    ['((pool AND slow', 'pool slow', [['pool'], ['slow']], []],
    ['pool) AND slow)', 'pool slow', [], []],
    ['AND OR NOT', '', [], []],
    ['OR pool AND', 'pool', [], []],
    ['NOT NOT pool', 'pool', [['pool']], []],
    ['() AND ("")', '', [], []],
    ['main() AND slow', 'main() slow', [['main()'], ['slow']], []],
  ])('%s', (text, any, required, excluded) => {
    expect(searchTerms(text).terms).toEqual({ any, required, excluded, related: [] })
  })

  test.each([
    'rm -rf /tmp',
    'git push --force',
    'foo-bar',
    'ERR_X',
    'C++',
    'exit -1',
    '+1',
    'ls -la',
    'tar -xzf a.tgz',
    'curl -XPOST',
    'a - b',
  ])('%s demands and forbids nothing', (text) => {
    const { terms, isBoolean } = searchTerms(text)
    expect([terms.required, terms.excluded, isBoolean]).toEqual([[], [], false])
    for (const word of text.split(' ')) if (/\w/.test(word)) expect(terms.any.split(' ')).toContain(word)
  })

  test('at most eight groups are demanded; the other words are wished for', () => {
    const words = Array.from({ length: 40 }, (_, at) => `w${at}`)
    const { terms } = searchTerms(words.join(' AND '))
    expect(terms.required).toHaveLength(8)
    expect(terms.any).toBe(words.join(' '))
  })

  test('an expression that would grow without bound demands nothing', () => {
    const pairs = Array.from({ length: 20 }, (_, at) => `(a${at}x AND b${at}x)`)
    const { terms, isBoolean } = searchTerms(pairs.join(' OR '))
    expect([terms.required, isBoolean]).toEqual([[], true])
    expect(terms.any.split(' ')).toHaveLength(40)
  })
})
