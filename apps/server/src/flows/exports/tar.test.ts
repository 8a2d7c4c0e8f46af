import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { tarEnd, tarEntry } from './tar.ts'

test('tar reads what was written, whatever its size', () => {
  const sizes = [0, 1, 511, 512, 513, 5_000]
  const files = sizes.map((size) => ({ name: `f${size}.txt`, content: Buffer.alloc(size, 'x'), modifiedMs: 1_800_000_000_000 }))
  const archive = Buffer.concat([...files.map(tarEntry), tarEnd()])
  expect(execFileSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n')).toEqual(files.map(({ name }) => name))
  expect(execFileSync('tar', ['-xOf', '-', 'f513.txt'], { input: archive, encoding: 'utf8' })).toBe('x'.repeat(513))
})
