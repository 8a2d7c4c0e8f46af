import type { NewPrice, ServerPrice } from '@backscroll/contracts'
import { auditForTeam, modelPricesOf, putModelPrice } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { actorOf } from '../access/actor-of.ts'
import type { Caller } from '../access/caller.ts'

/** Every price of the server, by provider, model, unit and day. */
export async function listPrices({ db }: Pick<Context, 'db'>): Promise<{ data: ServerPrice[] }> {
  const prices = await db.withSystem(modelPricesOf)
  return { data: prices.map(({ validFromMs, note, ...price }) => ({ ...price, note: note || null, validFrom: dayOf(validFromMs) })) }
}

/** Sets what a model costs from a day on, for every workspace; it stands in the audit log of the operator's own. */
export async function putPrice(ctx: Context, caller: Caller, { validFrom, ...price }: NewPrice): Promise<void> {
  const { provider, model, unit, usdPerMillion } = price
  const { teamId, userId } = caller
  await ctx.db.withSystem(async (tx) => {
    await putModelPrice(tx, { ...price, validFromMs: Date.parse(`${validFrom}T00:00:00Z`), editedBy: `operator:${teamId}/${userId}` })
    await auditForTeam(tx, teamId, {
      ...actorOf(caller),
      action: 'price.set',
      target: `${provider}/${model}`,
      diff: { unit, usdPerMillion, validFrom },
      atMs: ctx.clock.nowMs(),
    })
  })
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
