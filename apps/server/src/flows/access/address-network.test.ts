import { expect, test } from 'vitest'
import { addressNetwork } from './address-network.ts'

test('all addresses of one IPv6 subscriber are one, however they are written', () => {
  const same = ['2001:db8:0:1::5', '2001:0db8::1:aaaa:0:0:5', '2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:DB8:0:1::']
  expect(new Set(same.map(addressNetwork))).toEqual(new Set(['2001:db8:0:1']))
  expect(addressNetwork('2001:db8:0:2::5')).not.toBe(addressNetwork('2001:db8:0:1::5'))
  expect(addressNetwork('::1')).toBe('0:0:0:0')
  expect(addressNetwork('fe80::1%eth0')).toBe('fe80:0:0:0')
})

test('any other address stands for itself', () => {
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', 'nonsense', '']) expect(addressNetwork(address)).toBe(address)
})
