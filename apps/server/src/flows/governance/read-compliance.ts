import type { Compliance } from '@backscroll/contracts'
import { momentAt, plusDays, startOfDay } from '@backscroll/core'
import { auditCounts, auditPage, complianceFacts } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { shownAudit } from './list-audit.ts'

const LAST = 10

/** What was exported, erased, decided and let go in the last days of the caller, counted over the audit log and the receipts. */
export async function readCompliance(ctx: Context, { teamId, userId }: Caller, days: number): Promise<Compliance> {
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const { today, timeZone } = momentAt(nowMs, await zoneOf(tx, userId, nowMs))
    const stretch = { fromMs: startOfDay(plusDays(today, 1 - days), timeZone), toMs: nowMs + 1 }
    const counts = new Map((await auditCounts(tx, stretch)).map((each) => [each.action, each]))
    const times = (...actions: string[]) => actions.reduce((sum, action) => sum + (counts.get(action)?.count ?? 0), 0)
    const { exports, erasures, legalHolds, lagP50, lagP95 } = await complianceFacts(tx, stretch)
    return {
      from: iso(stretch.fromMs),
      to: iso(nowMs),
      exports,
      erasures,
      policyChanges: times('channel.allowed', 'channel.excluded', 'channel.allow'),
      settingChanges: times('settings.change'),
      roleChanges: times('member.role'),
      retentionRuns: times('retention.run'),
      messagesExpired: counts.get('retention.run')?.messages ?? 0,
      deletionLagSeconds: lagP50 === null || lagP95 === null ? null : { p50: lagP50, p95: lagP95 },
      legalHolds,
      lastActions: await shownAudit(tx, await auditPage(tx, { filter: {}, after: null, limit: LAST })),
    }
  })
}
