import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, notAnswered } from '../src/check-questions.ts'
import { installDemo, type ReadDemo } from '../src/install-demo.ts'
import { type Demo, runDemo } from '../src/run-demo.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'backscroll-questions-'))
// the account that runs the embedded Postgres has to pass through
chmodSync(dataDir, 0o755)
let demo: Demo
let read: ReadDemo

beforeAll(async () => {
  demo = await runDemo({ dataDir, ports: 'free', onStep: () => {} })
  read = await installDemo(demo)
})
afterAll(async () => {
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('every question about the demo company is answered by the message that says it', async () => {
  const wrong: string[] = []
  for (const wanted of [demo.world.questions.threadReply, ...demo.world.questions.more]) {
    const { ok, answer } = await answered('more', read.place, read.ownerId, wanted)
    if (!ok) wrong.push(`${wanted.question}\n  ${answer}`)
  }
  expect(wrong).toEqual([])
})

test('what nobody wrote about is not answered', async () => {
  for (const question of [
    demo.world.questions.unanswerable.question,
    'What is the warranty on the zeppelin hangar?',
    'Who won the chess tournament in Reykjavik?',
    'Which sommelier curates the truffle menu?',
  ]) {
    expect(await notAnswered('nobody', read.place, read.ownerId, question, '')).toMatchObject({ ok: true })
  }
})

test('what the second company says stays with the second company', async () => {
  const { phrase } = demo.world.canary
  expect(await notAnswered('canary', read.place, read.ownerId, `what about ${phrase}?`, phrase)).toMatchObject({ permalinks: [] })
})
