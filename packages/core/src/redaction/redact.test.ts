import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsPlaceholder, redacted, takenOutOf, unredactedPart } from './redact.ts'

const RANDOM = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY'
/** In two parts: the key scanners of others read this file, too. */
const begins = (start: string, rest: string): string => start + rest
const PEM = begins('-----BEGIN RSA PRIVATE', ` KEY-----\nMIIEpAIBAAKCAQEA7\n${RANDOM}${RANDOM}\n-----END RSA PRIVATE KEY-----`)

test.each([
  ['Write to ada@acme.example, please.', 'Write to [email], please.'],
  ['<mailto:ada.byron+slack@mail.acme.co.uk|mail>', '<mailto:[email]|mail>'],
  ['ada@acme.example,bob@acme.example;eve@acme.example', '[email],[email];[email]'],
  ['müller@straße.example schrieb', '[email] schrieb'],
  ["(o'neill_2@x.io)", '([email])'],
  ['https://acme.example/?mail=ada@acme.example&x=1', 'https://acme.example/?mail=[email]&x=1'],
  ['ada@acme.example: see below', '[email]: see below'],
  ['Call +49 171 1234567 or +1 (555) 123-4567 now', 'Call [phone] or [phone] now'],
  ['tel:+491711234567|+49 171 / 12 34 567', 'tel:[phone]|[phone]'],
  ['0049 171 1234567', '[phone]'],
  ['(555) 123-4567, 555-123-4567, 555.123.4567 and 1-800-555-0199.', '[phone], [phone], [phone] and [phone].'],
  ['mobil 0171 2345678, Büro 030 / 901820-12, 089-1234567', 'mobil [phone], Büro [phone], [phone]'],
  ['06 12 34 56 78 ou 06.12.34.56.78', '[phone] ou [phone]'],
  ['phone: 5551234567, fax 555 12 34', 'phone: [phone], fax [phone]'],
  ['+1 555 123 4567 2026-11-30 14:00', '[phone] 2026-11-30 14:00'],
  ['card 4111 1111 1111 1111 12/26, cvc 123', 'card [card] 12/26, cvc 123'],
  ['4111-1111-1111-1111 5500005555555559 378282246310005', '[card] [card] [card]'],
  ['6011111111111117, 30569309025904 and 3530111333300000', '[card], [card] and [card]'],
  [`token ${begins('xoxb', '-123456789012-abcdefABCDEF')} leaked`, 'token [secret] leaked'],
  [`${begins('xapp', '-1-A012345-678901-abcdef')}`, '[secret]'],
  [`AWS ${begins('AKIA', 'IOSFODNN7EXAMPLE')}.`, 'AWS [secret].'],
  [`${begins('ghp_', RANDOM + RANDOM.slice(4))} and ${begins('github_pat_', RANDOM)}`, '[secret] and [secret]'],
  [`key=${begins('sk-', `proj-${RANDOM}`)};`, 'key=[secret];'],
  [`${begins('sk_live', `_${RANDOM}`)} ${begins('AIza', `${RANDOM}abc`)}`, '[secret] [secret]'],
  [`Bearer ${begins('eyJ', 'hbGciOiJIUzI1NiJ9')}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N`, 'Bearer [secret]'],
  [`https://hooks.slack.com/services/${begins('T0000000', '0/B00000000')}/${RANDOM}`, 'https://hooks.slack.com/services/[secret]'],
  [`before\n${PEM}\nafter`, 'before\n[secret]\nafter'],
  [`${PEM.slice(0, 90)}`, '[secret]'],
  [`ends:\n${`${RANDOM}${RANDOM}\n`.repeat(3)}${RANDOM.slice(0, 20)}==\nafter`, 'ends:\n[secret]\nafter'],
  [`"${PEM.replaceAll('\n', '\\n')}"`, '"[secret]"'],
])('takes out: %j', (text, expected) => {
  expect(redacted(text)).toBe(expected)
})

test.each([
  'We ship v2.3.1, v10.0.19045.3693 and 1.2.3-rc.4 on Node 24.',
  'ts 1700000000.000100 and 1764500000.123459',
  'p1700000000000100 in https://acme.slack.com/archives/C0GENERAL/p1700000000000100',
  'order 4815162342, ORD-0123-456789, invoice #2026-0001234 and ticket 12345678',
  'commit 3f786850e387550fdab836ed7e6dc881de23001b and 4111111111111111deadbeef',
  '550e8400-e29b-41d4-a716-446655440000',
  'DE89 3704 0044 0532 0130 00',
  'on 2026-11-30 at 10:30:45, 30.11.2026, 03/12/2026, 0900 - 1730',
  'from 192.168.0.1:8080 to 10.0.0.255, 2001:db8::8a2e:370:7334',
  '12 345 678 EUR, 1,234,567.89 USD, +12 345 678 and +20 %',
  '4111 1111 1111 1112 is no card, and neither is 1234567890123456',
  '@here, @ada, npm i @scope/name@1.2.3 react@18.2.0',
  'git clone git@github.com:owner/name.git and logo@2x.png',
  'ada at acme dot example',
  'sk-learn is scikit-learn; the branch sk-project-rollout-2024-q3 is old',
  'xox is tic-tac-toe, AKIA is a prefix, eyJ begins tokens',
  '-----BEGIN PUBLIC KEY-----',
  'phone: 2026-11-30 was the call, telephone 911',
  'UTF-8, ISO 9001:2015, RFC 5321, 007, 0815',
  '<@U024BE7LH> in <#C024BE7LR|general> <!date^1700000000^{date}|then>',
])('leaves as it is: %j', (text) => {
  expect(redacted(text)).toBe(text)
})

test('a text that went through is not changed by going through again, and nothing that was taken out is left in it', () => {
  const secretish = fc.constantFrom('ada@acme.example', '+49 171 1234567', '4111 1111 1111 1111', begins('AKIA', 'IOSFODNN7EXAMPLE'), PEM)
  const part = fc.oneof({ weight: 2, arbitrary: secretish }, { weight: 3, arbitrary: fc.string({ maxLength: 12 }) })
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join(' | ')
      const once = redacted(text)
      expect(redacted(once)).toBe(once)
      for (const { original } of takenOutOf(text)) if (original.length > 8) expect(once).not.toContain(original)
      if (once !== text) expect(holdsPlaceholder(once)).toBe(true)
    }),
  )
})

test('a part of a redacted text is found again in the text that it was made of', () => {
  const text = 'Ask ada@acme.example first. Then call +49 171 1234567, or bob@acme.example. Nobody else.'
  const once = redacted(text)
  expect(once).toBe('Ask [email] first. Then call [phone], or [email]. Nobody else.')
  expect(unredactedPart(text, 'Then call [phone], or [email].')).toBe('Then call +49 171 1234567, or bob@acme.example.')
  expect(unredactedPart(text, once)).toBe(text)
  expect(unredactedPart(text, 'Nobody else.')).toBe('Nobody else.')
  expect(unredactedPart(text, 'Somebody [email] else')).toBe('Somebody [email] else')
})

test.each([
  ['signs', '@'],
  ['names', 'a@'],
  ['domains', 'a@b.'],
  ['digits', '4'],
  ['groups of digits', '4 '],
  ['pairs', '06 12 '],
  ['plus signs', '+1'],
  ['brackets', '(555) '],
  ['dashes', '555-'],
  ['letters', 'a'],
  ['beginnings of private keys', begins('-----BEGIN PRIVATE', ' KEY-----\n')],
  ['pieces of tokens', 'eyJhbGciOiJI.'],
  ['beginnings of keys', 'sk-a'],
  ['stops', '.'],
  ['telephones', 'tel 1'],
  ['lines of base64', `${'A'.repeat(64)}\n${'B'.repeat(59)} `],
])('40,000 characters of nothing but %s take no longer than reading them', (_, piece) => {
  const text = piece.repeat(Math.ceil(40_000 / piece.length))
  redacted(text.slice(0, 1_000))
  const startedMs = performance.now()
  redacted(text)
  // a quadratic search takes many seconds
  expect(performance.now() - startedMs).toBeLessThan(1_000)
})
