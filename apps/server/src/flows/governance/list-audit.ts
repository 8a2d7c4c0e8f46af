import type { AuditQuery, AuditRow as ShownRow } from '@backscroll/contracts'
import { momentAt, plusDays, startOfDay } from '@backscroll/core'
import { type AuditFilter, type AuditRow, auditPage, channelsOf, type TenantTx, usersOf } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { personNamed } from '../access/person-named.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { auditSentence } from './audit-sentence.ts'

const place = z.strictObject({ id: z.string().regex(/^\d{1,18}$/) })

/** Who did what, newest first. */
export async function listAudit(ctx: Context, caller: Caller, query: AuditQuery) {
  const { limit, cursor } = query
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const zone = await zoneOf(tx, caller.userId, ctx.clock.nowMs())
    const rows = await auditPage(tx, { filter: filterOf(query, zone), after: readPlace(place, cursor)?.id ?? null, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const hasMore = rows.length > limit
    const last = shown.at(-1)
    return { data: await shownAudit(tx, shown), nextCursor: writePlace(hasMore && last ? { id: last.id } : null), hasMore }
  })
}

/** Rows as the API has them, with a sentence each; of private channels the name is told to nobody. */
export async function shownAudit(tx: TenantTx, rows: readonly AuditRow[]): Promise<ShownRow[]> {
  const ids = rows.flatMap(({ actor, target }) => [actor, target])
  const users = await usersOf(tx).names(ids.filter((id) => /^[UW]/.test(id)))
  const spoken = await channelsOf(tx).spokenNames(ids.filter((id) => /^[CG]/.test(id)))
  const channels = [...spoken].filter(([, name]) => name !== PRIVATE).map(([id, name]) => [id, `#${name}`] as const)
  const names = new Map([...users, ...channels])
  return rows.map((row) => ({
    id: row.id,
    at: iso(row.atMs),
    actor: { ...personNamed(names, row.actor), kind: row.actorKind },
    action: row.action,
    target: row.target,
    diff: (row.diff ?? null) as ShownRow['diff'],
    sentence: auditSentence(row, names),
  }))
}

/** What a private channel is called where it may not be named. */
const PRIVATE = 'private-channel'

/** Days are those of the viewer; the last one counts as a whole. */
function filterOf({ actor, action, from, to }: AuditQuery, zone: string): AuditFilter {
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(from ? { fromMs: startOfDay(dayOf(from), zone) } : {}),
    ...(to ? { toMs: startOfDay(plusDays(dayOf(to), 1), zone) } : {}),
  }
}

const dayOf = (text: string) => momentAt(Date.parse(text), 'UTC').today
