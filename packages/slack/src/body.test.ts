import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { parseSlackBody } from './body.ts'

test.each([
  ['{"a":1}', 'application/json', { a: 1 }],
  ['{"a":1}', 'Application/JSON; charset=utf-8', { a: 1 }],
  ['command=%2Fask&text=a+b', 'application/x-www-form-urlencoded', { command: '/ask', text: 'a b' }],
  [`payload=${encodeURIComponent('{"type":"block_actions"}')}`, 'application/x-www-form-urlencoded', { type: 'block_actions' }],
])('reads %s as %s', (body, type, expected) => {
  expect(parseSlackBody(Buffer.from(body), type)).toEqual({ text: body, parsed: expected })
})

test.each([
  ['an empty body', Buffer.alloc(0), 'application/json'],
  ['no content type', Buffer.from('{}'), undefined],
  ['text/plain', Buffer.from('{}'), 'text/plain'],
  ['broken JSON', Buffer.from('{"a":'), 'application/json'],
  ['a broken payload', Buffer.from('payload=%7B'), 'application/x-www-form-urlencoded'],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json'],
])('refuses %s in plain words', (_name, body, type) => {
  expect(() => parseSlackBody(body, type)).toThrow(InvalidInputError)
})

test('a field named __proto__ changes no prototype', () => {
  parseSlackBody(Buffer.from('__proto__=x&a=1'), 'application/x-www-form-urlencoded')
  parseSlackBody(Buffer.from('{"__proto__":{"polluted":1}}'), 'application/json')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
