import { expect, test } from 'vitest'
import { linksHeld, linksIn, plainLinks } from './closed-links.ts'

test.each<[string, string[]]>([
  ['see https://acme.com/a_(b)?c=d#e.', ['https://acme.com/a_(b)?c=d#e']],
  ['(see https://acme.com/a)', ['https://acme.com/a']],
  ['docs.acme.com/path, Acme.com and x.y.co.uk', ['docs.acme.com/path', 'acme.com', 'x.y.co.uk']],
  ['mail Ann@Acme.com now', ['ann@acme.com']],
  ['javascript:alert(1) data:text/html,x mailto:a@b.co', ['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.co']],
  ['at 10:30, v2.3.1, 3.5 GB, e.g. this, i.e. that, std::vector, Note: none', []],
  ['ftp://files.acme.com and slack://open', ['ftp://files.acme.com', 'slack://open']],
  ['「https://acme.com/x」', ['https://acme.com/x']],
])('%s', (text, links) => {
  expect(linksIn(text)).toEqual(links)
})

test.each([
  ['[docs](https://a.co/x)', 'docs (https://a.co/x)'],
  ['![alt](https://a.co/x.png "title")', 'alt (https://a.co/x.png)'],
  ['[https://a.co/x](https://a.co/x)', 'https://a.co/x'],
  ['<https://a.co/x|here> and <https://a.co/y>', 'here (https://a.co/x) and https://a.co/y'],
  ['<a href="https://a.co/x">here</a>', ' https://a.co/x here'],
  ['a[0](x) <b>bold</b>', 'a0 (x) bold'],
  ['[docs][1]', 'docs'],
])('nothing hides behind a label: %s', (text, plain) => {
  expect(plainLinks(text)).toBe(plain)
})

test('a source allows its own addresses and their bare hosts, and no part or extension of them', () => {
  const held = linksHeld('see https://wiki.acme.com/run?x=1 or status.acme.com')
  for (const link of ['https://wiki.acme.com/run?x=1', 'wiki.acme.com', 'status.acme.com']) expect(held.has(link)).toBe(true)
  for (const link of ['https://wiki.acme.com/run', 'https://wiki.acme.com/run?x=12', 'https://wiki.acme.com', 'acme.com'])
    expect(held.has(link)).toBe(false)
})
