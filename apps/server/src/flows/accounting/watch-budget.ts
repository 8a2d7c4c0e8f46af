import type { Clock, TeamId } from '@backscroll/core'
import { auditOf, llmCallsOf, noticesOf, type TenantTx } from '@backscroll/db'
import type { Enqueue } from '../../enqueue.ts'
import { readSettings } from '../settings/read-settings.ts'

/** The notice that the installer gets once a day; its subject is the day. */
export const BUDGET_NOTICE = 'budget'

const MICRO_USD = 1_000_000
const DAY_MS = 86_400_000

/** What it takes to watch a budget. */
export interface Watcher {
  clock: Clock
  enqueue: Enqueue
}

/** Days are those of UTC, as those of the budget are. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** When the day of a moment began, in milliseconds. */
export const startOfDayMs = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS

/** When a day began, in milliseconds. */
export const startOfDayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** What a team may spend a day, in millionths of a US dollar. */
export const budgetMicroUsd = (budgetDayUsd: number): bigint => BigInt(Math.round(budgetDayUsd * MICRO_USD))

/** Tells the installer when today's spending has passed the share of the budget that the team has set; nothing without a budget. */
export async function watchBudget(ctx: Watcher, tx: TenantTx, teamId: TeamId): Promise<void> {
  const { budget_day_usd: budgetUsd, alert_percent: percent } = await readSettings(tx)
  const budget = budgetMicroUsd(budgetUsd)
  if (budget === 0n) return
  const spent = await llmCallsOf(tx).spentSince(startOfDayMs(ctx.clock.nowMs()))
  if (spent * 100n >= budget * BigInt(percent)) await tellOfBudget(ctx, tx, teamId)
}

/** Tells of today's budget, once a day, whatever happens to it: in the audit log, and by a job whoever installed the app. */
export async function tellOfBudget({ clock, enqueue }: Watcher, tx: TenantTx, teamId: TeamId): Promise<void> {
  const atMs = clock.nowMs()
  const day = dayOf(atMs)
  if (!(await noticesOf(tx).plan({ kind: BUDGET_NOTICE, subject: day, atMs }))) return
  await auditOf(tx).append({ actor: 'backscroll', actorKind: 'system', action: 'notice.budget', target: day, atMs })
  await enqueue('installer.budget', { teamId, day }, { tx })
}
