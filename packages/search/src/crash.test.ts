import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { aRoot, type RootKind, type TestRoot } from '../test/a-root.ts'
import { asked, held, row, rows, team } from '../test/passage-rows.ts'

const WRITER = new URL('../test/writer-child.ts', import.meta.url).pathname

/** Runs a writer until it has acknowledged `rounds` rounds, then kills it in the middle of the next. @returns the last acknowledged round. */
async function writeUntilKilled({ options }: TestRoot, start: number, rounds: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, JSON.stringify(options), String(start)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let acknowledged = start - 1
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line)
    if (acknowledged >= start + rounds - 1) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}

test.each<[RootKind, number]>([
  ['directory', 5],
  ['bucket', 3],
])(
  'in a %s, a writer killed at any moment leaves a readable table with every acknowledged row once',
  async (kind, kills) => {
    await using root = await aRoot(kind)
    let next = 0
    for (let kill = 0; kill < kills; kill++) next = (await writeUntilKilled(root, next, 3 + kill)) + 1

    const store = await root.open()
    const index = store.team(team)
    const keys = rows(0, next * 40).map(({ channelId, ts }) => ({ channelId, ts }))
    const ids = (await index.stored(keys)).map((stored) => stored.id)
    expect(new Set(ids)).toEqual(new Set(rows(0, next * 40).map((each) => each.id)))
    expect(ids).toHaveLength(next * 40)
    const hits = await index.search(asked({ text: `edited round ${next - 1}` }))
    expect(hits.length).toBeGreaterThanOrEqual(20)
    await index.upsert([row(1_000_000)], held)
    expect(await index.stored([{ channelId: row(1_000_000).channelId, ts: row(1_000_000).ts }])).toHaveLength(1)
    await store.close()
  },
  30_000,
)
