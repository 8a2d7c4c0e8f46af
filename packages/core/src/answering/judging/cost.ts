/** What a price is for. */
export type PricedUnit = 'input_token' | 'output_token' | 'search_unit'

/** A price from a day on. */
export interface ModelPrice {
  provider: string
  model: string
  unit: PricedUnit
  validFromMs: number
  /** US dollars for a million units. */
  usdPerMillion: number
  /** Not confirmed by the provider. */
  isEstimate: boolean
}

/** What a provider bills for one call; null where it bills nothing of the kind or did not say. */
export interface BilledUse {
  provider: string
  model: string
  atMs: number
  inputTokens: number | null
  outputTokens: number | null
  searchUnits: number | null
}

/** What a call cost. */
export interface CallCost {
  /** Millionths of a US dollar, rounded up. */
  microUsd: bigint
  /** A price is not confirmed, or there is none for something that was used. */
  isEstimate: boolean
}

/** A token is at least so many characters in any language that is not written in ideographs; for those it is about one. */
const CHARACTERS_PER_TOKEN = 3

/** The price of a call by what was billed, at the prices of its time. A unit without a price costs nothing and makes the sum an estimate. */
export function costOf(use: BilledUse, prices: readonly ModelPrice[]): CallCost {
  const used: readonly [PricedUnit, number | null][] = [
    ['input_token', use.inputTokens],
    ['output_token', use.outputTokens],
    ['search_unit', use.searchUnits],
  ]
  let micro = 0
  let isEstimate = false
  for (const [unit, count] of used) {
    if (count === null || count <= 0) continue
    const price = priceOf(prices, { ...use, unit })
    micro += count * (price?.usdPerMillion ?? 0)
    isEstimate ||= price?.isEstimate ?? true
  }
  return { microUsd: BigInt(Math.ceil(Math.round(micro * 1e6) / 1e6)), isEstimate }
}

/** The newest price that holds at a time. */
function priceOf(prices: readonly ModelPrice[], { provider, model, unit, atMs }: BilledUse & { unit: PricedUnit }): ModelPrice | undefined {
  return prices
    .filter((price) => price.provider === provider && price.model === model && price.unit === unit && price.validFromMs <= atMs)
    .reduce<ModelPrice | undefined>((newest, price) => (newest && newest.validFromMs >= price.validFromMs ? newest : price), undefined)
}

/** Tokens that a text comes to at most, for a reservation before a call. */
export function tokensAtMost(text: string): number {
  const ideographs = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Extended_Pictographic}]/gu)?.length ?? 0
  return Math.ceil((text.length - ideographs) / CHARACTERS_PER_TOKEN) + 2 * ideographs
}
