import { InvalidInputError } from '@backscroll/core'
import { type ModelPrice, modelPricesOf, putModelPrice } from '@backscroll/db'
import { Command } from 'commander'
import { withStorage } from './storage.ts'
import { operator } from './team-verb.ts'
import { report } from './terminal.ts'

interface SetOptions {
  usdPerMillion: string
  from?: string
  note: string
  estimate?: boolean
  json?: boolean
}

const UNITS: readonly string[] = ['input_token', 'output_token', 'search_unit'] satisfies ModelPrice['unit'][]

/** `prices list|set`: what providers charge for their models, the same for every workspace. */
export function pricesVerb(): Command {
  const prices = new Command('prices').description('what providers charge for their models, for all workspaces')
  prices.addCommand(
    new Command('list')
      .description('every price with its date and where it comes from')
      .option('--json', 'one JSON object on standard output')
      .action(list),
  )
  prices.addCommand(
    new Command('set')
      .description('what a model costs from a day on; earlier prices stay for earlier calls')
      .argument('<provider>', 'such as cohere')
      .argument('<model>', 'by its name there')
      .argument('<unit>', UNITS.join(', '))
      .requiredOption('--usd-per-million <number>', 'US dollars for a million units')
      .requiredOption('--note <text>', 'where the price comes from')
      .option('--from <day>', 'the first day of it, in UTC, such as 2026-05-12; default today')
      .option('--estimate', 'not confirmed: costs computed from it are marked')
      .option('--json', 'one JSON object on standard output')
      .action(set),
  )
  return prices
}

async function list(options: { json?: boolean }): Promise<void> {
  const prices = await withStorage(({ db }) => db.withSystem(modelPricesOf))
  report({ prices: prices.map(shownPrice) }, options, prices.map(lineOf))
}

async function set(provider: string, model: string, unit: string, options: SetOptions): Promise<void> {
  const usdPerMillion = Number(options.usdPerMillion)
  const day = options.from ?? new Date().toISOString().slice(0, 10)
  const validFromMs = Date.parse(`${day}T00:00:00Z`)
  const problems = [
    ...(isUnit(unit) ? [] : [`The unit must be one of: ${UNITS.join(', ')}.`]),
    ...(options.usdPerMillion.trim() !== '' && usdPerMillion >= 0 && usdPerMillion < 1_000_000
      ? []
      : ['--usd-per-million must be a number from 0.']),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(validFromMs) ? [] : ['--from must be a day such as 2026-05-12.']),
    ...(/^[\w./:@-]{1,200}$/.test(provider) && /^[\w./:@-]{1,200}$/.test(model) ? [] : ['Provider and model must be names.']),
  ]
  if (problems.length > 0 || !isUnit(unit)) throw new InvalidInputError(problems.join(' '))
  const isEstimate = options.estimate === true
  const price: ModelPrice = { provider, model, unit, validFromMs, usdPerMillion, note: options.note, isEstimate, editedBy: operator() }
  await withStorage(({ db }) => db.withSystem((tx) => putModelPrice(tx, price)))
  report({ ok: true, price: shownPrice(price) }, options, [lineOf(price)])
}

const isUnit = (unit: string): unit is ModelPrice['unit'] => UNITS.includes(unit)

const shownPrice = ({ validFromMs, ...price }: ModelPrice) => ({ ...price, from: new Date(validFromMs).toISOString().slice(0, 10) })

function lineOf(price: ModelPrice): string {
  const { provider, model, unit, usdPerMillion, from, note, isEstimate } = shownPrice(price)
  return [
    provider.padEnd(8),
    model.padEnd(28),
    unit.padEnd(12),
    `$${usdPerMillion} per million`.padEnd(22),
    `from ${from}`,
    isEstimate ? 'estimate' : '',
    note,
  ]
    .filter(Boolean)
    .join('  ')
}
