import { InvalidInputError, NotFoundError, teamId } from '@backscroll/core'
import { auditOf, teamsOf } from '@backscroll/db'
import type { Command } from 'commander'
import { requestErasure } from '../flows/erasure/request-erasure.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `erase-team`: has a workspace erased with everything that belongs to it. */
export const eraseTeamVerb = (): Command =>
  teamVerb('erase-team', 'erase a workspace for good; a worker does it, and leaves a receipt')
    .requiredOption('--confirm <domain>', 'the domain of the workspace, as "acme" of acme.slack.com')
    .action((options: TeamOptions & { confirm: string }) =>
      withStorage(async (storage) => {
        const id = teamId(options.team)
        const erasure = await storage.db.withTenant(id, async (tx) => {
          const team = await teamsOf(tx).get()
          if (!team) throw new NotFoundError(`Backscroll is not installed in a workspace ${id}.`)
          if (team.domain !== options.confirm) throw new InvalidInputError('The domain of --confirm is not that of the workspace.')
          const requested = await requestErasure(storage, tx, { teamId: id, kind: 'team', target: id, requestedBy: operator() })
          const entry = { actor: operator(), actorKind: 'operator', action: 'team.erase', target: id, atMs: storage.clock.nowMs() }
          await auditOf(tx).append({ ...entry, diff: { erasureId: requested.erasureId } })
          return requested
        })
        report({ ok: true, erasureId: erasure.erasureId }, options, ['A worker erases it now. See "receipt list" afterwards.'])
      }),
    )
