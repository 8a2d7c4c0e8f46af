import { setTimeout as wait } from 'node:timers/promises'
import { InvalidInputError, type TeamId, teamId } from '@backscroll/core'
import { backfillRunsOf, teamReadingOf } from '@backscroll/db'
import { Argument, Command } from 'commander'
import { processEnvironment, readStorageConfig } from '../config.ts'
import type { Storage } from '../context.ts'
import { beginBackfill } from '../flows/reading/begin-backfill.ts'
import { controlRun } from '../flows/reading/control-run.ts'
import { readingDays } from '../flows/reading/reading-days.ts'
import { type ReadingProgress, readingProgress } from '../flows/reading/reading-progress.ts'
import { comparisonSchedule } from '../flows/reading/schedule-comparison.ts'
import { progressText, statusLines } from './backfill-lines.ts'
import { withStorage } from './storage.ts'
import { operator } from './team-verb.ts'
import { progressLine, report } from './terminal.ts'

interface Options {
  team: string
  all?: boolean
  channels?: string
  days?: string
  every?: string
  dryRun?: boolean
  wait: boolean
  json?: boolean
}

type Action = 'start' | 'reread' | 'sync' | 'status' | 'pause' | 'resume' | 'cancel' | 'schedule'

const ACTIONS: readonly Action[] = ['start', 'reread', 'sync', 'status', 'pause', 'resume', 'cancel', 'schedule']
const LOOK_EVERY_MS = 1_000
const RUNS_SHOWN = 10

/** `backfill`: reads the history of a workspace and compares it with what is stored; a running worker does the work. */
export const backfillVerb = (): Command =>
  new Command('backfill')
    .description('read the history of a workspace; a running worker does the work')
    .addArgument(
      new Argument(
        '[action]',
        'start reads, reread reads named channels anew, sync compares everything now, schedule sets the routine comparison',
      )
        .choices(ACTIONS)
        .default('start'),
    )
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--all', 'every allowed channel the app is in')
    .option('--channels <list>', 'names or ids, separated by commas; they are read first, in this order')
    .option('--days <days>', 'how far back, 1 to 3650; default: what the workspace says, else BACKFILL_DAYS')
    .option('--every <schedule>', 'for schedule: auto, hourly, 6h, 24h, daily, off, or five fields of cron')
    .option('--dry-run', 'say what would be read, read nothing')
    .option('--no-wait', 'do not show the progress until the end')
    .option('--json', 'one JSON object on standard output; does not wait')
    .action((action: Action, options: Options) => withStorage((storage) => run(storage, action, options)))

async function run(storage: Storage, action: Action, options: Options): Promise<void> {
  const team = teamId(options.team)
  switch (action) {
    case 'start':
    case 'reread':
      return start(storage, team, action, options)
    case 'sync':
      await storage.enqueue('team.reconcile', { teamId: team, trigger: 'sync-now' })
      return report({ ok: true }, options, ['Everything allowed is compared with Slack now.'])
    case 'schedule': {
      const schedule = comparisonSchedule(options.every ?? '')
      await storage.db.withTenant(team, async (tx) => {
        await teamReadingOf(tx).saveSchedule(schedule)
        await storage.enqueue('team.schedule', { teamId: team }, { tx })
      })
      return report({ ok: true, schedule }, options, [`Compared with Slack: ${schedule}.`])
    }
    case 'status':
      return status(storage, team, options)
    default:
      await controlRun(storage, team, { command: action, actor: operator() })
      return status(storage, team, options)
  }
}

async function start(storage: Storage, team: TeamId, action: 'start' | 'reread', options: Options): Promise<void> {
  const { BACKFILL_DAYS, SLACK_PACE } = readStorageConfig(processEnvironment())
  const named = options.channels?.split(',').flatMap((name) => name.trim() || [])
  if (action === 'reread' && !named?.length) throw new InvalidInputError('Name the channels to read again with --channels.')
  if (!options.all && !named?.length) throw new InvalidInputError('Name channels with --channels, or give --all.')
  const plan = await beginBackfill(storage, {
    teamId: team,
    channels: named?.length ? named : 'all',
    days: daysOf(options.days) ?? (await storage.db.withTenant(team, (tx) => readingDays(tx, BACKFILL_DAYS))),
    actor: operator(),
    mode: options.dryRun ? 'dry-run' : 'write',
    pacing: SLACK_PACE,
  })
  const known = `${plan.channels.length} channels, ${plan.messages} messages known in them, at least ${plan.requests} requests, ${plan.minutes} minutes`
  const doubt = plan.unknown > 0 ? [`How much ${plan.unknown} of them hold is not known before their first page.`] : []
  const isShown = !options.json && !options.dryRun && options.wait
  if (!isShown) return report({ ok: true, dryRun: options.dryRun === true, ...plan }, options, [`${known}.`, ...doubt])
  await follow(storage, team)
}

/** Shows the progress until the run is over. */
async function follow(storage: Storage, team: TeamId): Promise<void> {
  const line = progressLine()
  for (;;) {
    const progress = await progressOf(storage, team)
    if (progress.run === null || progress.run.finishedAtMs !== null) {
      line.end()
      return report({}, {}, statusLines(progress, []))
    }
    line.show(progressText(progress))
    await wait(LOOK_EVERY_MS)
  }
}

async function status(storage: Storage, team: TeamId, options: Options): Promise<void> {
  const progress = await progressOf(storage, team)
  const runs = await storage.db.withTenant(team, (tx) => backfillRunsOf(tx).history(RUNS_SHOWN))
  report({ ...progress, runs }, options, statusLines(progress, runs))
}

const progressOf = (storage: Storage, team: TeamId): Promise<ReadingProgress> =>
  storage.db.withTenant(team, (tx) =>
    readingProgress(tx, { nowMs: storage.clock.nowMs(), pacing: readStorageConfig(processEnvironment()).SLACK_PACE }),
  )

function daysOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw new InvalidInputError('--days takes a whole number from 1 to 3650.')
  return days
}
