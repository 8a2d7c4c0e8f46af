import type { Clock, TeamId } from '@backscroll/core'
import { auditOf, type Db, installationsOf, noticesOf, orgInstallationsOf, type SealedRotation } from '@backscroll/db'
import type { ServiceConfig } from './config.ts'
import type { Enqueue } from './enqueue.ts'

/** The notice that the installer gets; its subject is the generation of the install. */
export const RENEWAL_REFUSED = 'renewal-refused'

/** A stored token, whoever holds it. */
export interface HeldToken {
  /** Empty when the token is not the holder's own. */
  sealedBotToken: string
  rotation: SealedRotation | null
  renewalRefusedAtMs: number | null
}

/** What may be written while the row is locked. */
export interface HeldChange {
  save(renewed: { sealedBotToken: string; rotation: SealedRotation; keyId: string }): Promise<void>
  /** Slack renews the token no more. */
  refuse(): Promise<void>
}

/** One row that holds a token: a team's installation, or an organization's. */
export interface TokenHolder {
  /** What the seals are bound to. */
  readonly id: string
  read(): Promise<HeldToken | null>
  /** Runs work in one transaction in which nobody else can change the row. */
  locked<T>(work: (held: HeldToken | null, change: HeldChange) => Promise<T>): Promise<T>
}

interface Parts {
  db: Db
  clock: Clock
  config: ServiceConfig
  enqueue: Enqueue
}

/** The token of one workspace's own install. Its installer is told when it will not be renewed. */
export function teamTokens({ db, clock, config, enqueue }: Parts, teamId: TeamId): TokenHolder {
  const appId = config.SLACK_APP_ID
  return {
    id: teamId,
    read: () => db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, appId)),
    locked: (work) =>
      db.withTenant(teamId, async (tx) => {
        const held = await installationsOf(tx).lockActive(teamId, appId)
        return work(held, {
          save: (renewed) => installationsOf(tx).saveRenewed({ teamId, appId, ...renewed }),
          async refuse() {
            const atMs = clock.nowMs()
            await installationsOf(tx).refuseRenewal(teamId, appId, atMs)
            const subject = String(held?.generation ?? 0)
            if (await noticesOf(tx).plan({ kind: RENEWAL_REFUSED, subject, atMs }))
              await auditOf(tx).append({ actor: 'slack', actorKind: 'system', action: 'notice.renewal-refused', target: subject, atMs })
            await enqueue('installer.warn', { teamId }, { tx })
          },
        })
      }),
  }
}

/** The token of an org-wide install. It belongs to no workspace, so nobody is told in one; each of them pauses when it has expired. */
export function orgTokens({ db, clock, config }: Parts, enterpriseId: string): TokenHolder {
  const appId = config.SLACK_APP_ID
  return {
    id: enterpriseId,
    read: () => db.withSystem((tx) => orgInstallationsOf(tx).active(enterpriseId, appId)),
    locked: (work) =>
      db.withSystem(async (tx) => {
        const held = await orgInstallationsOf(tx).lockActive(enterpriseId, appId)
        return work(held, {
          save: (renewed) => orgInstallationsOf(tx).saveRenewed({ enterpriseId, appId, ...renewed }),
          refuse: () => orgInstallationsOf(tx).refuseRenewal(enterpriseId, appId, clock.nowMs()),
        })
      }),
  }
}
