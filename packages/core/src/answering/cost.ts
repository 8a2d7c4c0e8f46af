/** A price of a model from a moment on. */
export interface UnitPrice {
  provider: string
  model: string
  unit: 'input_token' | 'output_token' | 'search_unit'
  validFromMs: number
  usdPerMillion: number
  isEstimate: boolean
}

/** What a call used, as its provider bills it. */
export interface BilledCall {
  provider: string
  model: string
  inputTokens: number | null
  outputTokens: number | null
  searchUnits: number | null
}

/**
 * What a call costs in millionths of a US dollar, with the prices that hold at a moment. An estimate where a price is not confirmed or not known, or the
 * provider did not say what it bills.
 */
export function costOf(call: BilledCall, prices: readonly UnitPrice[], atMs: number): { microUsd: bigint; isEstimate: boolean } {
  const units = { input_token: call.inputTokens, output_token: call.outputTokens, search_unit: call.searchUnits } as const
  let microUsd = 0
  let isEstimate = Object.values(units).every((used) => used === null)
  for (const [unit, used] of Object.entries(units)) {
    if (used === null || used === 0) continue
    const price = priceAt(prices, { ...call, unit }, atMs)
    // dollars for a million units are millionths of a dollar for one
    microUsd += used * (price?.usdPerMillion ?? 0)
    isEstimate ||= price?.isEstimate ?? true
  }
  return { microUsd: BigInt(Math.ceil(microUsd)), isEstimate }
}

function priceAt(prices: readonly UnitPrice[], of: { provider: string; model: string; unit: string }, atMs: number): UnitPrice | null {
  const valid = prices.filter(
    ({ provider, model, unit, validFromMs }) => provider === of.provider && model === of.model && unit === of.unit && validFromMs <= atMs,
  )
  return valid.reduce<UnitPrice | null>((best, each) => (best && best.validFromMs >= each.validFromMs ? best : each), null)
}
