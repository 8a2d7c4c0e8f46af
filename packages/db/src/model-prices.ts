import { asc } from 'drizzle-orm'
import { modelPrices } from './schema/index.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** What a provider charges for a unit from a moment on, until a later row of the same unit. */
export interface ModelPrice {
  provider: string
  model: string
  unit: 'input_token' | 'output_token' | 'search_unit'
  validFromMs: number
  /** US dollars for a million units. */
  usdPerMillion: number
  /** Where it comes from. */
  note: string
  /** Not confirmed: whatever is computed from it is an estimate. */
  isEstimate: boolean
  editedBy: string
}

/** Every price, the same for all teams, by provider, model, unit and moment. */
export async function modelPricesOf(tx: TenantTx | SystemTx): Promise<ModelPrice[]> {
  const rows = await queriesOf(tx)
    .select()
    .from(modelPrices)
    .orderBy(asc(modelPrices.provider), asc(modelPrices.model), asc(modelPrices.unit), asc(modelPrices.validFrom))
  return rows.map(({ validFrom, ...rest }) => ({ ...rest, validFromMs: validFrom }))
}

/** Adds a price, or corrects the one of the same moment. */
export async function putModelPrice(tx: SystemTx, price: ModelPrice): Promise<void> {
  const { validFromMs, ...rest } = price
  const { usdPerMillion, note, isEstimate, editedBy } = rest
  await queriesOf(tx)
    .insert(modelPrices)
    .values({ ...rest, validFrom: validFromMs })
    .onConflictDoUpdate({
      target: [modelPrices.provider, modelPrices.model, modelPrices.unit, modelPrices.validFrom],
      set: { usdPerMillion, note, isEstimate, editedBy },
    })
}
