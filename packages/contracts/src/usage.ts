import { z } from 'zod'

export const usageRow = z.object({
  day: z.iso.date(),
  purpose: z.string(),
  provider: z.string(),
  model: z.string(),
  calls: z.int(),
  cached: z.int(),
  failures: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  searchUnits: z.int(),
  costUsd: z.number(),
  isEstimate: z.boolean(),
})
export const priceRow = z.object({
  provider: z.string(),
  model: z.string(),
  unit: z.string(),
  usdPerMillion: z.number(),
  validFrom: z.iso.date(),
  note: z.string().nullable(),
})
export const usage = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(usageRow),
    totals: z.object({ calls: z.int(), inputTokens: z.int(), outputTokens: z.int(), searchUnits: z.int(), costUsd: z.number() }),
    budget: z.object({ dayUsd: z.number(), alertPercent: z.int(), hardCap: z.boolean(), spentTodayUsd: z.number() }),
    prices: z.array(priceRow),
  })
  .meta({ id: 'Usage' })
export type Usage = z.output<typeof usage>
