import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { infraFolder, infraText } from './read-infra.ts'

const scripts = ['backup', 'compose']
  .flatMap((folder) => infraFolder(`${folder}/`).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.sh'))

/** Whether they do what they say is tried by hand with Postgres' own tools, which are not on every machine; the verbs backup and restore are tested. */
test.each(scripts)('%s is a shell script that ends at its first error', (file) => {
  expect(infraText(file)).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/)
  if (process.platform === 'win32') return
  const checked = spawnSync('sh', ['-n', fileURLToPath(new URL(`../../infra/${file}`, import.meta.url))], { encoding: 'utf8' })
  expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: '' })
})
