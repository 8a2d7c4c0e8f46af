import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linksIn } from './links.ts'
import { mentionsIn } from './mentions.ts'
import { escapeMrkdwn, plainText } from './mrkdwn.ts'
import { piecesOf, splitToken, unescapeEntities } from './mrkdwn-tokens.ts'

const names = { user: () => undefined, channel: () => undefined }
const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom('<', '>', '&', '|', '\n', ';', 'amp', 'lt', '@', '#', '!', 'https://'), fc.string()),
})

test('any text taken apart is the same text put together', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(
        piecesOf(text)
          .map((piece) => (piece.kind === 'text' ? piece.value : `<${piece.value}>`))
          .join(''),
      ).toBe(text)
    }),
  )
})

test('any text that is escaped once is unescaped once, names nobody, links nowhere, and reads as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeMrkdwn(text)
      expect(unescapeEntities(escaped)).toBe(text)
      expect([linksIn(escaped), mentionsIn(escaped)]).toEqual([[], []])
      expect(plainText(escaped, names)).toBe(text.replaceAll('\u0000', '').trim())
    }),
  )
})

test('an address and a label come out of a token as they went in', () => {
  const label = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '|', ' ', '"') })
  const query = fc.string({ unit: fc.constantFrom('a', '&', '=', '%20', ';') })
  fc.assert(
    fc.property(query, label, (asked, called) => {
      const url = `https://acme.dev/?${asked}`
      const token = `${escapeMrkdwn(url)}|${escapeMrkdwn(called)}`
      expect(splitToken(token)).toEqual({ target: url, label: called })
      expect(linksIn(`<${token}>`)).toMatchObject([{ url, domain: 'acme.dev' }])
    }),
  )
})
