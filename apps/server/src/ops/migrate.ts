import { Command } from 'commander'
import { withStorage } from './storage.ts'
import { report } from './terminal.ts'

/** `migrate`: brings the database up to this version; safe to run from many processes at once. */
export const migrateVerb = (): Command =>
  new Command('migrate')
    .description('bring the database up to this version')
    .option('--json', 'one JSON object on standard output')
    .action((options: { json?: boolean }) =>
      withStorage(async (storage) => {
        const ok = await storage.db.isMigrated()
        report({ ok }, options, ['The database is up to date.'])
      }),
    )
