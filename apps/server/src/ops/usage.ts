import { teamId } from '@backscroll/core'
import { llmCallsOf, type ModelDay } from '@backscroll/db'
import type { Command } from 'commander'
import { asDays } from './arguments.ts'
import { withStorage } from './storage.ts'
import { type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

const DAY_MS = 86_400_000
const MICRO_USD = 1_000_000

/** `usage`: what a workspace's models were used for and what they cost, by day, purpose and model. */
export const usageVerb = (): Command =>
  teamVerb('usage', "what a workspace's models were used for and what that cost, by day in UTC")
    .option('--days <number>', 'how many days, today included', '30')
    .action(usage)

async function usage(options: TeamOptions & { days: string }): Promise<void> {
  const days = asDays(options.days)
  const rows = await withStorage(({ db, clock }) => {
    const toMs = (Math.floor(clock.nowMs() / DAY_MS) + 1) * DAY_MS
    return db.withTenant(teamId(options.team), (tx) => llmCallsOf(tx).usage({ fromMs: toMs - days * DAY_MS, toMs }))
  })
  const total = {
    calls: sum(rows, ({ calls }) => calls),
    failures: sum(rows, ({ failures }) => failures),
    cached: sum(rows, ({ cached }) => cached),
    inputTokens: sum(rows, ({ inputTokens }) => inputTokens),
    outputTokens: sum(rows, ({ outputTokens }) => outputTokens),
    searchUnits: sum(rows, ({ searchUnits }) => searchUnits),
    costUsd: usd(rows.reduce((all, { costMicroUsd }) => all + costMicroUsd, 0n)),
    isEstimate: rows.some(({ isEstimate }) => isEstimate),
  }
  const lines = rows.map((row) =>
    lineOf(`${row.day}  ${row.purpose.padEnd(10)}  ${row.model.padEnd(24)}`, { ...row, costUsd: usd(row.costMicroUsd) }),
  )
  report({ days, rows: rows.map(({ costMicroUsd, ...row }) => ({ ...row, costUsd: usd(costMicroUsd) })), total }, options, [
    ...(rows.length > 0 ? lines : ['No model was called in these days.']),
    ...(rows.length > 0 ? [lineOf('total'.padEnd(48), total)] : []),
  ])
}

/** Money as a decimal of US dollars, exactly. */
const usd = (microUsd: bigint): string => `${microUsd / BigInt(MICRO_USD)}.${String(microUsd % BigInt(MICRO_USD)).padStart(6, '0')}`

const sum = (rows: readonly ModelDay[], of: (row: ModelDay) => number): number => rows.reduce((all, row) => all + of(row), 0)

function lineOf(
  head: string,
  {
    calls,
    inputTokens,
    outputTokens,
    costUsd,
    isEstimate,
  }: Pick<ModelDay, 'calls' | 'inputTokens' | 'outputTokens' | 'isEstimate'> & { costUsd: string },
): string {
  const tokens = `${inputTokens} in, ${outputTokens} out`
  return [head, `${calls} calls`.padStart(12), tokens.padStart(24), `$${costUsd}${isEstimate ? ' (estimate)' : ''}`].join('  ')
}
