import { startFakeS3 } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { aBucket, bucketOptions } from '../test/a-root.ts'
import { asked, held, row, team } from '../test/passage-rows.ts'
import { openBucket } from './bucket.ts'
import { bucketRoot } from './bucket-root.ts'

test('a folder of more than a page of objects is removed whole, whatever their names, and its neighbours stay', async () => {
  const s3 = await startFakeS3()
  const bucket = openBucket({ kind: 'bucket', bucket: s3.bucket, prefix: 'lance/' }, bucketOptions(s3))
  const root = bucketRoot(bucket, { detectsCollisions: true })
  const inside = [...Array.from({ length: 150 }, (_, n) => `ab/gone/${n}`), 'ab/gone/a+b & <c> ü/%2F.x']
  const neighbours = ['ab/gone2/1', 'ab/gon', 'cd/gone/1']
  await Promise.all([...inside, ...neighbours].map((key) => bucket.send({ method: 'PUT', key, body: 'x' })))
  expect(s3.objects.size).toBe(inside.length + neighbours.length)
  expect([await root.holds('ab/gone'), await root.holds('ab/go')]).toEqual([true, false])
  await root.remove('ab/gone')
  expect([...s3.objects.keys()].sort()).toEqual(neighbours.map((key) => `lance/${key}`).sort())
  expect([await root.holds('ab/gone'), await root.holds('')]).toEqual([false, true])
  await s3.close()
})

test('without a lag, another process finds what was written at once', async () => {
  await using at = await aBucket(undefined, { lagSeconds: 0 })
  const [store, other] = [await at.open(), await at.open()]
  for (let n = 0; n < 3; n++) {
    await store.team(team).upsert([row(n, { text: `okapi zebra${n}` })], held)
    expect(await other.team(team).search(asked({ text: `zebra${n}` }))).toMatchObject([{ id: row(n).id }])
  }
  await store.close()
  await other.close()
})
