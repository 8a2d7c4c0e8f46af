import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const WITH_NODE = fileURLToPath(new URL('with-node.mjs', import.meta.url))

function limitsSeen(env: NodeJS.ProcessEnv): string {
  const shown = 'process.env.MALLOC_MMAP_THRESHOLD_ + " " + process.env.MALLOC_TRIM_THRESHOLD_'
  return execFileSync(process.execPath, [WITH_NODE, 'node', '-p', shown], { env: { ...process.env, ...env }, encoding: 'utf8' }).trim()
}

test('programs give memory back to the system, unless the operator sets other limits', () => {
  const bare = { MALLOC_MMAP_THRESHOLD_: undefined, MALLOC_TRIM_THRESHOLD_: undefined }
  expect(limitsSeen(bare)).toBe('1048576 1048576')
  expect(limitsSeen({ ...bare, MALLOC_TRIM_THRESHOLD_: '65536' })).toBe('1048576 65536')
})
