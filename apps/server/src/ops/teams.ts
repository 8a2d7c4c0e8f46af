import { allTeams, installationsOf } from '@backscroll/db'
import { Command } from 'commander'
import { pausedReason } from '../flows/install/paused-reason.ts'
import { withStorage } from './storage.ts'
import { report } from './terminal.ts'

/** `teams`: every workspace with its state, and why a paused one is paused. */
export const teamsVerb = (): Command =>
  new Command('teams')
    .description('workspaces with their state')
    .option('--json', 'one JSON object on standard output')
    .action((options: { json?: boolean }) =>
      withStorage(async (storage) => {
        const { teams, active } = await storage.db.withSystem(async (tx) => ({
          teams: await allTeams(tx),
          active: new Map((await installationsOf(tx).listActive()).map((installation) => [installation.teamId, installation])),
        }))
        const rows = teams.map((team) => ({
          id: team.teamId,
          name: team.name,
          state: team.state,
          reason: team.pausedReason,
          meaning: team.state === 'paused' ? pausedReason(team.pausedReason) : null,
          installs: active.get(team.teamId)?.generation ?? null,
          tokenExpiresAt: isoOf(active.get(team.teamId)?.rotation?.expiresAtMs),
          isRenewalRefused: (active.get(team.teamId)?.renewalRefusedAtMs ?? null) !== null,
        }))
        const lines = rows.map((row) => [row.id.padEnd(12), row.state.padEnd(11), row.name, whyOf(row)].filter(Boolean).join('  '))
        report({ teams: rows }, options, lines.length > 0 ? lines : ['Backscroll is installed nowhere yet.'])
      }),
    )

const isoOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

function whyOf(row: { meaning: string | null; tokenExpiresAt: string | null; isRenewalRefused: boolean }): string {
  if (row.meaning !== null) return `${row.meaning} Install the app again to go on.`
  return row.isRenewalRefused ? `Slack does not renew the token. Install the app again before ${row.tokenExpiresAt}.` : ''
}
