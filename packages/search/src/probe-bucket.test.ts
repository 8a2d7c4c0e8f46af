import { ConfigurationError, IndexUnavailableError } from '@backscroll/core'
import { startFakeS3 } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { aBucket, bucketOptions } from '../test/a-root.ts'
import { held, rows, team } from '../test/passage-rows.ts'
import type { BucketOptions } from './bucket.ts'
import { openSearch } from './index.ts'

/** Opens a store over a stand-in. @returns why it was refused, or what it was warned of. */
async function opened(s3: Awaited<ReturnType<typeof startFakeS3>>, more: Partial<BucketOptions> = {}, uri = `s3://${s3.bucket}/lance`) {
  const warnings: string[] = []
  const bucket = bucketOptions(s3, { warn: (reason) => warnings.push(reason), ...more })
  try {
    const store = await openSearch({ uri, bucket, dimensions: 8, embeddingVersion: 1 })
    await store.close()
    return { refused: '', warnings }
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    const { message } = error as Error
    expect(message).not.toContain(bucket.secretAccessKey)
    return { refused: message, warnings }
  }
}

test('a store that refuses a second write of the same new object is taken, and nothing of the probe stays', async () => {
  const s3 = await startFakeS3()
  expect(await opened(s3)).toEqual({ refused: '', warnings: [] })
  expect(s3.requests()).toEqual({ PUT: 2, GET: 2, DELETE: 1 })
  expect([...s3.objects.keys()]).toEqual([])
  await s3.close()
})

test('a store that ignores If-None-Match is refused with the reason and the remedy, and nothing of the probe stays', async () => {
  const s3 = await startFakeS3({ honoursIfNoneMatch: false })
  const { refused } = await opened(s3)
  expect(refused).toContain('ignores If-None-Match')
  expect(refused).toContain('LANCE_SINGLE_WRITER=true')
  expect([...s3.objects.keys()]).toEqual([])
  await s3.close()
})

test('told that one process alone writes, it is used with a warning, and upserts beside upkeep lose nothing', async () => {
  const s3 = await startFakeS3({ honoursIfNoneMatch: false })
  const warnings: string[] = []
  await using root = await aBucket(s3, { isSingleWriter: true, warn: (reason) => warnings.push(reason) })
  let nowMs = 0
  const store = await root.open({ clock: { nowMs: () => nowMs } })
  expect(warnings).toEqual([expect.stringContaining('only one process may write')])
  await store.team(team).upsert(rows(0, 2_500), held)
  const steps: string[] = []
  for (let round = 0; round < 3; round++) {
    nowMs += 600_000
    const ended: string[] = []
    const upkeep = store.maintain(team, held).then((done) => {
      steps.push(...done)
      ended.push('upkeep')
    })
    const from = 3_000 + round * 1_200
    for (let part = 0; part < 4; part++)
      await store
        .team(team)
        .upsert(rows(from + part * 300, from + part * 300 + 300), held)
        .then(() => ended.push('upsert'))
    await upkeep
    // one upsert may have been in line before it, and none ends while it works
    expect(ended.indexOf('upkeep')).toBeLessThanOrEqual(1)
  }
  expect(steps).toEqual(expect.arrayContaining(['create-scalar-indexes', 'rebuild-vector-index', 'optimize']))
  expect(await store.team(team).count()).toBe(2_500 + 3 * 1_200)
  await store.close()
})

test('a bucket that keeps older versions is used with a warning', async () => {
  const s3 = await startFakeS3({ isVersioned: true })
  expect(await opened(s3)).toEqual({ refused: '', warnings: [expect.stringContaining('keeps older versions')] })
  await s3.close()
})

test('what is wrong with the settings is named', async () => {
  const s3 = await startFakeS3()
  expect((await opened(s3, { secretAccessKey: 'other' })).refused).toMatch(/SignatureDoesNotMatch: .*AWS_SECRET_ACCESS_KEY is wrong/)
  expect((await opened(s3, { accessKeyId: 'AKIDOTHER' })).refused).toMatch(/InvalidAccessKeyId: AWS_ACCESS_KEY_ID/)
  expect((await opened(s3, { region: 'eu-other-1' })).refused).toMatch(/AuthorizationHeaderMalformed: AWS_REGION .* which is eu-test-1/)
  expect((await opened(s3, {}, 's3://no-such-bucket')).refused).toMatch(/NoSuchBucket: there is no such bucket/)
  await s3.close()
  expect((await opened(s3)).refused).toMatch(/does not answer.*AWS_ENDPOINT_URL_S3/)
  await expect(openSearch({ uri: 's3://bucket/x', dimensions: 8, embeddingVersion: 1 })).rejects.toThrow(/needs keys/)
})

test('a clock that is an hour late is named with both times', async () => {
  const s3 = await startFakeS3({ nowMs: () => Date.now() + 3_600_000 })
  expect((await opened(s3)).refused).toMatch(/RequestTimeTooSkewed: the clock of this machine \(.*Z\) is not that of the store \(.*GMT\)/)
  await s3.close()
})

test('while the store does not answer, no table counts as lost', async () => {
  await using root = await aBucket()
  const store = await root.open()
  const index = store.team(team)
  await index.upsert(rows(0, 5), held)
  expect(await store.isReachable()).toBe(true)
  root.s3.refuse({ status: 503, code: 'SlowDown' })
  expect(await store.isReachable()).toBe(false)
  // what LanceDB does not try again for seconds
  root.s3.refuse({ status: 403, code: 'AccessDenied' })
  expect(await store.isReachable()).toBe(false)
  await expect(index.exists()).rejects.toBeInstanceOf(IndexUnavailableError)
  root.s3.refuse(null)
  expect([await store.isReachable(), await index.exists(), await index.count()]).toEqual([true, true, 5])
  await store.close()
})
