import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markupOf } from '../html.ts'
import { mrkdwn } from './mrkdwn.ts'
import type { Rendering } from './rendering.ts'

const rendering: Rendering = {
  people: () => [],
  channels: () => [],
  personName: (id) => (id === 'U1' ? 'Ada <b>' : null),
  channel: (id) => (id === 'C1' ? { name: 'general', href: '/acme/archives/C1' } : null),
  timeZone: 'Europe/Berlin',
  nowMs: Date.UTC(2026, 10, 20, 12),
}

const shown = (text: string) => markupOf(mrkdwn(text, rendering))

/** Every tag that rendering may make; anything else in the output came from the text. */
const ourTag =
  /<\/?(?:strong|em|del|code|pre|blockquote|br|time|span class="mention"|span|a class="mention" href="\/acme\/archives\/C1"|a href="https?:[^"<>]*" rel="noreferrer noopener"|a)>/g

const pieces = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '```',
  '*',
  '_',
  '~',
  '|',
  '\n',
  '&lt;',
  '&gt;',
  '&amp;',
  '<script>',
  '</code>',
  '<img src=x onerror=alert(1)>',
  '<javascript:alert(1)|x>',
  '<https://a.example/?q="><b>|label>',
  '<https://a.example>',
  '<@U1>',
  '<#C1|x>',
  '<#C9|secret>',
  '<!here>',
  '<!date^1700000000^{date_num}|x>',
  '<!date^x^y^javascript:alert(1)|z>',
  ':+1:',
  'word',
  ' ',
)
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

test('no tag and no attribute of a message survives rendering', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const rest = shown(text).replace(ourTag, '')
      expect(rest).not.toMatch(/[<>]/)
      expect(rest).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/)
    }),
    { numRuns: 2000 },
  )
})

test('only http and https become links', () => {
  expect(shown('<https://a.example/x?a=1&amp;b=2|there>')).toBe(
    '<a href="https://a.example/x?a=1&amp;b=2" rel="noreferrer noopener">there</a>',
  )
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'mailto:a@b.example', '//a.example', 'vbscript:x'])
    expect(shown(`<${address}|there>`)).not.toContain('<a')
  expect(shown('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('styles need a border outside and none inside, as in Slack', () => {
  expect(shown('*bold* _italic_ ~gone~ `a*b*c`')).toBe('<strong>bold</strong> <em>italic</em> <del>gone</del> <code>a*b*c</code>')
  expect(shown('snake_case_name 2*3*4 * not bold *')).toBe('snake_case_name 2*3*4 * not bold *')
  expect(shown('*bold with <@U1>*')).toBe('<strong>bold with <span class="mention">@Ada &lt;b&gt;</span></strong>')
})

test('quotes and fences keep their lines', () => {
  expect(shown('said\n&gt; one\n&gt; two\nafter')).toBe('said<blockquote>one<br>two</blockquote>after')
  expect(shown('a\n```\nx &lt; y\n*z*\n```\nb')).toBe('a<br><pre><code>x &lt; y\n*z*</code></pre>b')
})

test('a channel that the viewer cannot see keeps its name to itself', () => {
  expect(shown('see <#C1|old-name> and <#C9|secret-deal>')).toBe(
    'see <a class="mention" href="/acme/archives/C1">#general</a> and <span class="mention">#private-channel</span>',
  )
})

test('dates are shown in the time zone of the viewer', () => {
  expect(shown('<!date^1763681400^{date_num} {time}|fallback>')).toMatch(/^<time>11\/21\/2025 12:30\sAM<\/time>$/)
  expect(shown('<!date^1795176000^{date_pretty}|fallback>')).toBe('<time>today</time>')
  expect(shown('<!date^soon^{date}|fallback>')).toBe('<time>fallback</time>')
})

test('hostile text is rendered in linear time', () => {
  const started = performance.now()
  for (const unit of ['*a', '<@', '*<a', '_~*`', '```', '&gt;\n', '<a>*', ':a:']) shown(unit.repeat(8_000))
  expect(performance.now() - started).toBeLessThan(3_000)
})
