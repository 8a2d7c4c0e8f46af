import type { Usage } from '@backscroll/contracts'
import { type Day, momentAt, plusDays, startOfDay, type UserId } from '@backscroll/core'
import { channelsOf, citedCosts, llmCallsOf, modelPricesOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { readSettings } from '../settings/read-settings.ts'

const DAY_MS = 86_400_000
const MICROS = 1_000_000
/** Channels that are told. */
const TOP = 10

/** Calls of models in the last days of the caller, today included; what they cost, the budget of a day in UTC, and the prices. */
export async function readUsage(ctx: Context, { teamId, userId }: Caller, days: number): Promise<Usage> {
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const { today, timeZone } = momentAt(nowMs, await zoneOf(tx, userId, nowMs))
    const from = plusDays(today, 1 - days)
    const used = await llmCallsOf(tx).usage({ fromMs: startOfDay(from, timeZone), toMs: nowMs + 1, timeZone })
    const settings = await readSettings(tx)
    const rows = used.map(({ costMicroUsd, p50Ms: _p50, p95Ms: _p95, ...row }) => ({ ...row, costUsd: Number(costMicroUsd) / MICROS }))
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
    return {
      from: dateOf(from),
      to: dateOf(today),
      rows,
      totals: {
        calls: sum(({ calls }) => calls),
        inputTokens: sum(({ inputTokens }) => inputTokens),
        outputTokens: sum(({ outputTokens }) => outputTokens),
        searchUnits: sum(({ searchUnits }) => searchUnits),
        // whole millionths are added up, so that the sum is that of the rows to the last digit
        costUsd: used.reduce((total, { costMicroUsd }) => total + Number(costMicroUsd), 0) / MICROS,
      },
      budget: {
        dayUsd: settings.budget_day_usd,
        alertPercent: settings.alert_percent,
        hardCap: settings.hard_cap,
        spentTodayUsd: Number(await llmCallsOf(tx).spentSince(Math.floor(nowMs / DAY_MS) * DAY_MS)) / MICROS,
      },
      topChannels: await topChannels(tx, userId, { fromMs: startOfDay(from, timeZone), toMs: nowMs + 1 }),
      prices: (await modelPricesOf(tx)).map(({ provider, model, unit, usdPerMillion, validFromMs, note }) => ({
        provider,
        model,
        unit,
        usdPerMillion,
        validFrom: new Date(validFromMs).toISOString().slice(0, 10),
        note: note || null,
      })),
    }
  })
}

const dateOf = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Only channels that the viewer may read are told. */
async function topChannels(tx: TenantTx, userId: UserId, stretch: { fromMs: number; toMs: number }): Promise<Usage['topChannels']> {
  const channelIds = await visibleChannels(tx, { askerId: userId, audience: null })
  const costs = await citedCosts(tx, { channelIds, limit: TOP, ...stretch })
  const names = await channelsOf(tx).names(costs.map(({ channelId }) => channelId))
  return costs.map(({ channelId, questions, costMicroUsd }) => ({
    channelId,
    name: names.get(channelId) ?? channelId,
    questions,
    costUsd: costMicroUsd / MICROS,
  }))
}
