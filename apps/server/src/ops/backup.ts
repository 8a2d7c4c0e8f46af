import path from 'node:path'
import { Command } from 'commander'
import { processEnvironment, readStorageConfig } from '../config.ts'
import { backUp, restoreBackup } from '../flows/operating/back-up.ts'
import { type ReceiptFiles, replayFrom, toldReplay } from './receipt-files.ts'
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

/** `restore`: a backup into an empty database, and then every erasure since, as the receipts outside of it prove them. */
export const restoreVerb = (): Command =>
  new Command('restore')
    .description('read a backup into an empty database, then erase again what was erased since; no other process may run meanwhile')
    .requiredOption('--from <file>', 'file that the verb backup has written')
    .option('--receipts <place>', 'receipts of later erasures: a file of "receipt export", or a directory; default: DATA_DIR/receipts')
    .option('--key <file>', 'further keys, for receipts that were signed with a key that is not in the backup')
    .option('--json', 'one JSON object on standard output')
    .action((options: Options & ReceiptFiles & { from: string }) =>
      withStorage(async (storage) => {
        const { DATA_DIR: dataDir } = readStorageConfig(processEnvironment())
        const counts = await restoreBackup(storage, path.resolve(options.from))
        const receipts = await replayFrom(storage, { ...options, dataDir })
        const isWhole = receipts.refused.length === 0
        if (!isWhole) process.exitCode = 1
        report({ ok: isWhole, ...counts, receipts }, options, [
          `${counts.rows} rows of ${counts.tables} tables and ${counts.jobs} jobs, as of ${counts.createdAt}.`,
          ...toldReplay(receipts),
          'Next: start a worker, which builds the search indexes, then run verify --repair for each workspace: what changed since is in Slack.',
        ])
      }),
    )
