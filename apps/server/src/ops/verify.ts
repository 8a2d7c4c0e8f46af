import { InvalidInputError, teamId } from '@backscroll/core'
import { Command } from 'commander'
import { verifyTeam } from '../flows/index/verify-team.ts'
import { withService } from './service.ts'
import { progressLine, report } from './terminal.ts'

interface Options {
  team: string
  repair?: boolean
  sample: string
  pace: string
  json?: boolean
}

/** `verify`: compares Slack, Postgres and the search index of a workspace, and mends what disagrees. */
export const verifyVerb = (): Command =>
  new Command('verify')
    .description('compare Slack, the database and the search index; ends with 1 when they disagree and not everything was repaired')
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--repair', 'mend what disagrees: Slack is right about the database, the database about the index')
    .option('--sample <n>', "pages of Slack's history that are compared, chosen at random, threads included; 0 for none", '10')
    .option('--pace <ms>', 'milliseconds between two calls to Slack', '1200')
    .option('--json', 'one JSON object on standard output')
    .action((options: Options) => withService((ctx) => run(ctx, options)))

async function run(ctx: Parameters<typeof verifyTeam>[0], options: Options): Promise<void> {
  const progress = progressLine()
  const check = {
    teamId: teamId(options.team),
    windows: wholeNumber('--sample', options.sample),
    paceMs: wholeNumber('--pace', options.pace),
    mode: options.repair ? ('repair' as const) : ('report' as const),
  }
  const verdict = await verifyTeam(ctx, check, (text) => progress.show(text))
  progress.end()
  const { slack, index, causes, drift, repaired, previous } = verdict
  const ok = drift === repaired
  if (!ok) process.exitCode = 1
  report({ ok, team: options.team, ...verdict }, options, [
    `Slack: ${slack.messages} messages of ${slack.windows} pages compared; ${slack.missing} missing here, ${slack.extra} not in Slack, ${slack.stale} different.`,
    ...(slack.unreadable > 0 ? [`${slack.unreadable} channels cannot be read any more and were left out.`] : []),
    index.state === 'lost'
      ? 'Index: there is none; a new one is being built.'
      : `Index: ${index.found} rows, ${index.expected} expected; ${index.missing} missing, ${index.extra} too many, ${index.stale} stale; ${index.pending} messages wait.`,
    drift === 0
      ? 'No drift.'
      : `Drift ${drift}: ${Object.entries(causes)
          .map(([cause, count]) => `${cause} ${count}`)
          .join(', ')}.`,
    ...(options.repair ? [`${repaired} mended.`] : drift > 0 ? ['Mend it with --repair.'] : []),
    ...(previous
      ? [
          `The verification before, on ${new Date(previous.checkedAtMs).toISOString()}: ${previous.missing} missing, ${previous.extra} extra, ${previous.stale} stale.`,
        ]
      : []),
  ])
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0 || value.trim() === '')
    throw new InvalidInputError(`${name} takes a whole number, 0 or more.`)
  return number
}
