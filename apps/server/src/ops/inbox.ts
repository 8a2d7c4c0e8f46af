import { deadEvents, inboxStatsOf } from '@backscroll/db'
import { Command } from 'commander'
import { withStorage } from './storage.ts'
import { report } from './terminal.ts'

/** `inbox`: what waits, and what was set aside with its error. */
export const inboxVerb = (): Command =>
  new Command('inbox')
    .description('deliveries that wait, and those that were set aside')
    .option('--json', 'one JSON object on standard output')
    .action((options: { json?: boolean }) =>
      withStorage(async (storage) => {
        const { stats, dead } = await storage.db.withSystem(async (tx) => ({ stats: await inboxStatsOf(tx), dead: await deadEvents(tx) }))
        const lines = [
          `${stats.pending} waiting, ${stats.dead} set aside`,
          ...dead.map((event) => `${event.teamId}  ${event.eventId}  ${event.type}  ${event.error ?? ''}`),
        ]
        report({ ...stats, events: dead }, options, lines)
      }),
    )
