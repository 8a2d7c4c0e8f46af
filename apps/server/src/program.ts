import { AppError } from '@backscroll/core'
import { Command } from 'commander'
import { processEnvironment } from './config.ts'
import { fail } from './ops/terminal.ts'
import { VERSION } from './version.ts'

const SERVICES = {
  all: 'take requests and do the work, in one process',
  api: 'take requests: install, events, commands',
  worker: 'do the work: ingest, backfill, answers',
} as const

/** Read when they are called for: a verb should not wait until the rest of the program is read. */
const VERBS: Record<string, () => Promise<Command>> = {
  migrate: async () => (await import('./ops/migrate.ts')).migrateVerb(),
  teams: async () => (await import('./ops/teams.ts')).teamsVerb(),
  channels: async () => (await import('./ops/channels.ts')).channelsVerb(),
  doctor: async () => (await import('./ops/doctor.ts')).doctorVerb(),
  keys: async () => (await import('./ops/keys.ts')).keysVerb(),
  backfill: async () => (await import('./ops/backfill.ts')).backfillVerb(),
  backup: async () => (await import('./ops/backup.ts')).backupVerb(),
  erase: async () => (await import('./ops/erase.ts')).eraseVerb(),
  'erase-team': async () => (await import('./ops/erase-team.ts')).eraseTeamVerb(),
  import: async () => (await import('./ops/import.ts')).importVerb(),
  inbox: async () => (await import('./ops/inbox.ts')).inboxVerb(),
  manifest: async () => (await import('./ops/manifest.ts')).manifestVerb(),
  models: async () => (await import('./ops/models.ts')).modelsVerb(),
  prices: async () => (await import('./ops/prices.ts')).pricesVerb(),
  questions: async () => (await import('./ops/questions.ts')).questionsVerb(),
  receipt: async () => (await import('./ops/receipt.ts')).receiptVerb(),
  reindex: async () => (await import('./ops/reindex.ts')).reindexVerb(),
  restore: async () => (await import('./ops/backup.ts')).restoreVerb(),
  settings: async () => (await import('./ops/settings.ts')).settingsVerb(),
  synonyms: async () => (await import('./ops/synonyms.ts')).synonymsVerb(),
  usage: async () => (await import('./ops/usage.ts')).usageVerb(),
  verify: async () => (await import('./ops/verify.ts')).verifyVerb(),
}

/** Runs the verb that the arguments name, and sets the exit code of the process. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  try {
    await (await programFor(argv[2] ?? '')).parseAsync(argv)
  } catch (error) {
    process.exitCode = fail(error, error instanceof AppError)
  }
}

/** The whole program, when the first word is none of its verbs: it may ask what there is. */
async function programFor(named: string): Promise<Command> {
  const program = new Command('backscroll')
    .description("Answers questions from your team's Slack, with permalinks to the messages that say so.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  for (const verb of ['all', 'api', 'worker'] as const)
    program
      .command(verb)
      .description(SERVICES[verb])
      .action(() => serve(verb))
  const wanted = Object.hasOwn(SERVICES, named) ? [] : Object.hasOwn(VERBS, named) ? [named] : Object.keys(VERBS)
  for (const verb of wanted) {
    const made = await VERBS[verb]?.()
    if (made) program.addCommand(withoutExit(made))
  }
  return program
}

async function serve(verb: keyof typeof SERVICES): Promise<void> {
  const { start } = await import('./index.ts')
  const running = await start(verb, processEnvironment())
  process.stderr.write(running.url ? `Backscroll listens on ${running.url}\n` : 'Backscroll works\n')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop().then(() => process.exit(0)))
}

/** A verb ends the process with 1 for a wrong call unless it is told to throw; added verbs do not inherit that. */
function withoutExit(verb: Command): Command {
  verb.exitOverride()
  verb.commands.forEach(withoutExit)
  return verb
}
