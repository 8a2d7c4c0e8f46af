import { teamId } from '@backscroll/core'
import { Command } from 'commander'
import { importExport } from '../flows/intake/import-export.ts'
import { withStorage } from './storage.ts'
import { operator } from './team-verb.ts'
import { progressLine, report } from './terminal.ts'

interface Options {
  zip: string
  team: string
  allow?: boolean
  dryRun?: boolean
  json?: boolean
}

/** `import`: takes a Slack export zip into a workspace. */
export const importVerb = (): Command =>
  new Command('import')
    .description('take a Slack export zip into a workspace; a running worker makes it searchable')
    .requiredOption('--zip <file>', 'the export as Slack made it')
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--allow', 'allow the channels of the export that nobody has decided over')
    .option('--dry-run', 'read and count, write nothing')
    .option('--json', 'one JSON object on standard output')
    .action((options: Options) => withStorage((storage) => run(storage, options)))

async function run(storage: Parameters<typeof importExport>[0], options: Options): Promise<void> {
  const progress = progressLine()
  const counts = await importExport(
    storage,
    {
      teamId: teamId(options.team),
      zip: options.zip,
      channels: options.allow ? 'allow' : 'keep',
      mode: options.dryRun ? 'dry-run' : 'write',
      actor: operator(),
    },
    (done, dayFiles) =>
      progress.show(`${done.messages} messages read, ${done.stored} ${options.dryRun ? 'would be' : ''} stored, ${dayFiles} day files`),
  )
  progress.end()
  const lines = [
    `${counts.messages} messages read: ${counts.stored} ${options.dryRun ? 'would be stored' : 'stored'}, ${counts.notices} notices left out, ${counts.notAllowed} in channels that are not allowed, ${counts.unreadable} unreadable.`,
    ...(counts.skippedDirectFiles > 0 ? [`${counts.skippedDirectFiles} files of direct messages were skipped.`] : []),
    ...(counts.notAllowed > 0 ? ['Allow channels with: backscroll channels allow --team T NAME, or import with --allow.'] : []),
  ]
  report({ ok: true, dryRun: options.dryRun === true, ...counts }, options, lines)
}
