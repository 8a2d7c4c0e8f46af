import { ConfigurationError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { bucketAddress, type EndpointOptions } from './bucket-address.ts'

const at = (more: Partial<EndpointOptions> = {}) =>
  bucketAddress('index', { region: 'eu-central-1', addressing: 'path', allowsHttp: false, ...more })

test('without an endpoint the store is Amazon in the region', () => {
  const storeUrl = 'https://s3.eu-central-1.amazonaws.com'
  expect(at()).toEqual({ bucketUrl: `${storeUrl}/index`, storeUrl, isHttp: false })
})

test('a bucket that stands before the host does so for both', () => {
  const storeUrl = 'https://index.store.example:9000'
  expect(at({ endpoint: 'https://store.example:9000/', addressing: 'virtual' })).toEqual({ bucketUrl: storeUrl, storeUrl, isHttp: false })
})

test('plain http is for this machine, or when told', () => {
  expect(at({ endpoint: 'http://127.0.0.1:9000' }).isHttp).toBe(true)
  expect(() => at({ endpoint: 'http://minio:9000' })).toThrow(/S3_ALLOW_HTTP/)
  expect(at({ endpoint: 'http://minio:9000', allowsHttp: true })).toMatchObject({ storeUrl: 'http://minio:9000', isHttp: true })
})

test.each(['minio:9000', 'ftp://minio', 'https://store.example/index', 'https://user:word@store.example'])('%s is refused', (endpoint) => {
  expect(() => at({ endpoint })).toThrow(ConfigurationError)
})
