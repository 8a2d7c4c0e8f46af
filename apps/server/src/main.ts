import { AppError } from '@backscroll/core'
import { Command } from 'commander'
import { processEnvironment } from './config.ts'
import { start } from './index.ts'
import { backfillVerb } from './ops/backfill.ts'
import { backupVerb, restoreVerb } from './ops/backup.ts'
import { channelsVerb } from './ops/channels.ts'
import { doctorVerb } from './ops/doctor.ts'
import { importVerb } from './ops/import.ts'
import { inboxVerb } from './ops/inbox.ts'
import { keysVerb } from './ops/keys.ts'
import { manifestVerb } from './ops/manifest.ts'
import { migrateVerb } from './ops/migrate.ts'
import { modelsVerb } from './ops/models.ts'
import { reindexVerb } from './ops/reindex.ts'
import { synonymsVerb } from './ops/synonyms.ts'
import { teamsVerb } from './ops/teams.ts'
import { fail } from './ops/terminal.ts'
import { verifyVerb } from './ops/verify.ts'
import { VERSION } from './version.ts'

const program = new Command('backscroll')
  .description("Answers questions from your team's Slack, with permalinks to the messages that say so.")
  .version(VERSION)
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })

for (const [verb, meaning] of [
  ['all', 'take requests and do the work, in one process'],
  ['api', 'take requests: install, events, commands'],
  ['worker', 'do the work: ingest, backfill, answers'],
] as const) {
  program
    .command(verb)
    .description(meaning)
    .action(async () => {
      const running = await start(verb, processEnvironment())
      process.stderr.write(running.url ? `Backscroll listens on ${running.url}\n` : 'Backscroll works\n')
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop().then(() => process.exit(0)))
    })
}
for (const verb of [
  migrateVerb,
  teamsVerb,
  channelsVerb,
  doctorVerb,
  keysVerb,
  backfillVerb,
  backupVerb,
  importVerb,
  inboxVerb,
  manifestVerb,
  modelsVerb,
  reindexVerb,
  restoreVerb,
  synonymsVerb,
  verifyVerb,
])
  program.addCommand(withoutExit(verb()))

try {
  await program.parseAsync(process.argv)
} catch (error) {
  process.exitCode = fail(error, error instanceof AppError)
}

/** A verb ends the process with 1 for a wrong call unless it is told to throw; added verbs do not inherit that. */
function withoutExit(verb: Command): Command {
  verb.exitOverride()
  verb.commands.forEach(withoutExit)
  return verb
}
