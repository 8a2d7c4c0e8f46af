import { NotFoundError, type TeamId } from '@backscroll/core'
import { auditOf, clustersOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** What an admin decides about a cluster of questions. */
export interface ClusterDecision {
  teamId: TeamId
  clusterId: string
  /** `ignored` stays so, whatever is asked; the others follow what happens. */
  state: 'open' | 'resolved' | 'ignored'
  actor: string
}

/** Notes what was decided about a cluster. @throws NotFoundError */
export async function decideCluster({ db, clock }: Pick<Storage, 'db' | 'clock'>, decision: ClusterDecision): Promise<void> {
  const { teamId, clusterId, state, actor } = decision
  await db.withTenant(teamId, async (tx) => {
    if (!(await clustersOf(tx).setState(clusterId, { state }))) throw new NotFoundError(`This workspace has no cluster ${clusterId}.`)
    await auditOf(tx).append({ actor, actorKind: 'operator', action: `questions.${state}`, target: clusterId, atMs: clock.nowMs() })
  })
}
