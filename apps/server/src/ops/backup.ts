import path from 'node:path'
import { Command } from 'commander'
import { backUp, restoreBackup } from '../flows/operating/back-up.ts'
import { withStorage } from './storage.ts'
import { report } from './terminal.ts'

interface Options {
  json?: boolean
}

/** `backup`: the whole database as one file, while everything goes on. */
export const backupVerb = (): Command =>
  new Command('backup')
    .description('write the whole database into one compressed file; the search index is not part of it, it is built anew')
    .requiredOption('--to <file>', 'file that does not exist yet; it holds messages and sealed tokens')
    .option('--json', 'one JSON object on standard output')
    .action((options: Options & { to: string }) =>
      withStorage(
        async (storage) => {
          const file = path.resolve(options.to)
          const counts = await backUp(storage, file)
          report({ ok: true, file, ...counts }, options, [
            `${counts.rows} rows of ${counts.tables} tables and ${counts.jobs} jobs: ${file}`,
          ])
        },
        { database: 'as-is' },
      ),
    )

/** `restore`: a backup into an empty database. */
export const restoreVerb = (): Command =>
  new Command('restore')
    .description('read a backup into an empty database; no other process may run meanwhile')
    .requiredOption('--from <file>', 'file that the verb backup has written')
    .option('--json', 'one JSON object on standard output')
    .action((options: Options & { from: string }) =>
      withStorage(async (storage) => {
        const counts = await restoreBackup(storage, path.resolve(options.from))
        report({ ok: true, ...counts }, options, [
          `${counts.rows} rows of ${counts.tables} tables and ${counts.jobs} jobs, as of ${counts.createdAt}.`,
          'Next: start a worker, which builds the search indexes, then run verify --repair for each workspace: what changed since is in Slack.',
        ])
      }),
    )
