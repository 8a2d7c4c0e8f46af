import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileLink, hostileWords } from '../../test/hostile-words.ts'
import { statementMarkdown } from './statement-markdown.ts'

const numberOf = (id: string) =>
  ({
    a: { number: 1, permalink: 'https://acme.slack.com/archives/C1/p1' },
    b: { number: 2, permalink: 'https://acme.slack.com/archives/C1/p2?thread_ts=1.000001&cid=C1' },
  })[id]
const markdown = (text: string, links: string[] = []) => statementMarkdown({ text, sourceIds: [] }, numberOf, new Set(links)).trimEnd()

describe('a statement while it is streamed', () => {
  test('its words, the numbers of its sources as links, an empty line', () => {
    expect(statementMarkdown({ text: 'We ship on 14 May.', sourceIds: ['b', 'a', 'unknown'] }, numberOf)).toBe(
      'We ship on 14 May. ([1](https://acme.slack.com/archives/C1/p1), [2](https://acme.slack.com/archives/C1/p2?thread_ts=1.000001&cid=C1))\n\n',
    )
  })

  test('a change since is a link as well', () => {
    const changed = { dateText: '12 May', permalink: 'https://acme.slack.com/archives/C1/p3' }
    expect(statementMarkdown({ text: 'On 14 May.', sourceIds: ['a'], changed }, numberOf)).toBe(
      'On 14 May. ([1](https://acme.slack.com/archives/C1/p1)) [Changed on 12 May](https://acme.slack.com/archives/C1/p3)\n\n',
    )
  })

  test.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['[click](https://evil.example)', '\\[click\\](`https://evil.example`)'],
    ['see https://evil.example/x.', 'see `https://evil.example/x`.'],
    ['see www.evil.example', 'see `www.evil.example`'],
    ['2 * 3 _is_ ~six~ | a', '2 \\* 3 \\_is\\_ \\~six\\~ \\| a'],
    ['run `make ship` now', 'run `make ship` now'],
    ['`<!channel>`', '\\`&lt;!channel&gt;\\`'],
    ['# Heading', 'Heading'],
    ['14. May is the day', '14\\. May is the day'],
    ['---', '\\---'],
    ['> quoted', '&gt; quoted'],
    ['- one\n* two', '- one\n- two'],
    ['done :tada: at 10:30:45', 'done at 10:30:45'],
    ['std::vector::size', 'std::vector::size'],
  ])('%j is written as %j', (text, expected) => {
    expect(markdown(text)).toBe(expected)
  })

  test('an address that stands in a source is a link', () => {
    const address = 'https://wiki.example/a_(b)'
    const link = '[https://wiki.example/a\\_(b)](https://wiki.example/a_%28b%29)'
    expect(markdown(`see ${address}, please`, [address])).toBe(`see ${link}, please`)
  })
})

test('nothing in a statement can ping, make a link of its own, or open markup', () => {
  const statement = fc.record({ text: hostileWords, sourceIds: fc.subarray(['a', 'b', 'c']) })
  fc.assert(
    fc.property(statement, fc.array(hostileLink, { maxLength: 2 }), (given, links) => {
      const written = statementMarkdown(given, numberOf, new Set(links))
      expect(written.isWellFormed()).toBe(true)
      expect(written).not.toMatch(/[<>]|(?!\n)\p{Cc}/u)
      const allowed = new Set([
        ...links.map((link) => URL.parse(link)?.href),
        'https://acme.slack.com/archives/C1/p1',
        numberOf('b')?.permalink,
      ])
      const pieces = /\\.|`[^`\n]+`|\[((?:\\.|[^[\]\\\n])*)\]\(([^()\s]+)\)/gs
      const plain = written.replaceAll(pieces, (_whole, _label?: string, address?: string) => {
        if (address !== undefined) expect(allowed).toContain(address.replaceAll('%28', '(').replaceAll('%29', ')'))
        return 'x'
      })
      expect(plain).not.toMatch(/https?:\/\/|www\.|mailto:|[`*_~[\]{}|\\]/i)
      expect(plain).not.toMatch(/^\s*(#|\+|=|-(?! \S)|\d{1,9}[.)])/m)
    }),
    { numRuns: 500 },
  )
})
