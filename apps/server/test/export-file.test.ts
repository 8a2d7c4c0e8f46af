import { randomBytes, randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { teamId } from '@backscroll/core'
import { exportsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { dropExports } from '../src/flows/exports/drop-exports.ts'
import { readFile, writeFile } from '../src/flows/exports/export-file.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const MIB = 1 << 20
const never = new AbortController().signal

async function* inPieces(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

test('a file is written by one process and read by another, whole and in parts, until the export ends', async () => {
  await using world = await aWorld()
  await using writer = await looking(world.env)
  await using reader = await looking(world.env)
  const content = randomBytes(MIB + 12_345)
  const exportId = randomUUID()
  const begin = () =>
    writer.db.withTenant(TEAM, async (tx) => {
      if (!(await exportsOf(tx).get(exportId)))
        await exportsOf(tx).add({ exportId, requestedBy: 'U0EVE', scope: {}, format: 'csv', createdAtMs: 1 })
      return (await exportsOf(tx).start(exportId)) ?? 0
    })
  const first = { teamId: TEAM, exportId, attempt: await begin() }

  // a killed writer leaves parts behind, and one that was thought dead writes beside its successor
  await expect(writeFile(writer, first, inPieces(content, 300_000), AbortSignal.abort())).rejects.toThrow()
  const mine = { ...first, attempt: await begin() }
  expect(await writeFile(writer, first, inPieces(content, 300_000), never)).toBeNull()
  const sizeBytes = await writeFile(writer, mine, inPieces(content, 77_777), never)
  expect(sizeBytes).toBe(content.length)
  const made = { sizeBytes: content.length, rowCount: 1, atMs: 2, expiresAtMs: 3 }
  expect(await writer.db.withTenant(TEAM, (tx) => exportsOf(tx).finish(mine, made))).toBe(true)

  const half = MIB / 2
  for (const [start, end] of [
    [0, content.length - 1],
    [half - 1, half],
    [half, half],
    [MIB - 5, MIB + 5],
    [content.length - 1, content.length - 1],
  ] as const) {
    const read: Readable = readFile(reader, { teamId: TEAM, exportId }, { start, end })
    expect((await buffer(read)).equals(content.subarray(start, end + 1)), `${start} to ${end}`).toBe(true)
  }

  // what is erased meanwhile breaks off
  const slow = readFile(reader, { teamId: TEAM, exportId }, { start: 0, end: content.length - 1 })[Symbol.asyncIterator]()
  expect((await slow.next()).done).toBe(false)
  await dropExports(writer, TEAM)
  await expect(
    (async () => {
      while (!(await slow.next()).done);
    })(),
  ).rejects.toThrow('over')
})
