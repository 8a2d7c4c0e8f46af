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
/** A price as operators see and set it: from its day on, in UTC, for every workspace of the server. */
export const serverPrice = priceRow.extend({ isEstimate: z.boolean(), editedBy: z.string() }).meta({ id: 'ServerPrice' })
export type ServerPrice = z.output<typeof serverPrice>
export const priceUnits = ['input_token', 'output_token', 'search_unit'] as const
export const priceList = z.object({ data: z.array(serverPrice) }).meta({ id: 'PriceList' })
const modelName = z.string().regex(/^[\w./:@-]{1,200}$/, 'must be a name of 1 to 200 letters, digits and . / : @ - _')
export const newPrice = z
  .strictObject({
    provider: modelName,
    model: modelName,
    unit: z.enum(priceUnits),
    usdPerMillion: z.number().min(0, 'must be 0 at least').lt(1_000_000, 'must be less than 1000000'),
    /** Its first day; calls of earlier days keep what they cost. */
    validFrom: z.iso.date('must be a day such as 2026-05-12'),
    note: z.string().trim().min(1, 'must say where the price comes from').max(200, 'may hold 200 characters at most'),
    /** Not confirmed: what is computed from it is marked. */
    isEstimate: z.boolean().default(false),
  })
  .meta({ id: 'NewPrice' })
export type NewPrice = z.output<typeof newPrice>
export const usage = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(usageRow),
    totals: z.object({ calls: z.int(), inputTokens: z.int(), outputTokens: z.int(), searchUnits: z.int(), costUsd: z.number() }),
    budget: z.object({ dayUsd: z.number(), alertPercent: z.int(), hardCap: z.boolean(), spentTodayUsd: z.number() }),
    /**
     * Channels that the viewer may read and that answers of these days cite, dearest first: their share of what models cost for those questions, by
     * citations. Indexing, and questions without a citation, belong to no channel.
     */
    topChannels: z.array(z.object({ channelId: z.string(), name: z.string(), questions: z.int(), costUsd: z.number() })),
    prices: z.array(priceRow),
  })
  .meta({ id: 'Usage' })
export type Usage = z.output<typeof usage>
