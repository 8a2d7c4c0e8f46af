import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { aDatabase } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { assertIsolation } from './isolation.ts'
import { migrate } from './migrations.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))

describe('migrations', () => {
  test('four processes at once on an empty database all come up, and one of them migrates', async () => {
    await using database = await aDatabase({ empty: true })
    expect(await database.db.isMigrated()).toBe(false)
    const said: string[] = []
    await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, (message) => said.push(message))))
    expect(said).toEqual(['database migrated'])
    expect(await database.db.isMigrated()).toBe(true)
    await assertIsolation(database.db)
  })

  test('a migrated database is ready', async () => {
    await using database = await aDatabase()
    await database.db.ping()
    expect(await database.db.isMigrated()).toBe(true)
  })

  test('the schema in the code and the migrations are the same, and the migrations fit together', () => {
    // inside the package, because drizzle-kit resolves the schema's imports from there
    const copy = mkdtempSync(path.join(packageRoot, 'node_modules', '.drizzle-'))
    try {
      cpSync(path.join(packageRoot, '..', '..', 'drizzle'), copy, { recursive: true })
      const before = readdirSync(copy)
      const kit = (...args: string[]) =>
        execFileSync('node_modules/.bin/drizzle-kit', [...args, '--dialect=postgresql', `--out=${path.relative(packageRoot, copy)}`], {
          cwd: packageRoot,
          encoding: 'utf8',
        })
      expect(kit('generate', '--schema=src/schema/index.ts')).toMatch(/No schema changes/)
      expect(kit('check')).toMatch(/fine/)
      expect(readdirSync(copy)).toEqual(before)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
})
