import { userInfo } from 'node:os'
import { Command } from 'commander'

/** What every verb about one workspace is told. */
export interface TeamOptions {
  team: string
  json?: boolean
}

/** A verb about one workspace. */
export const teamVerb = (name: string, meaning: string): Command =>
  new Command(name)
    .description(meaning)
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--json', 'one JSON object on standard output')

/** Who stands in the audit log for a change from the command line. */
export const operator = (): string => `operator:${userInfo().username}`
