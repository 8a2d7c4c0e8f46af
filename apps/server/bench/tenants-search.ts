/** The searching side of the tenants bench: `tenants-search.ts COUNT` asks every team once, after twenty others, and prints what it took. */
import { readFileSync } from 'node:fs'
import { plainQuery, type TeamId, userId } from '@backscroll/core'
import { processEnvironment, readServiceConfig } from '../src/config.ts'
import { openContext } from '../src/context.ts'
import { visibleChannels } from '../src/flows/channels/visible-channels.ts'
import { retrieve } from '../src/flows/search/retrieve.ts'
import { percentile } from './percentile.ts'
import { randomFrom, zipfQuestion } from './random-text.ts'
import { type TenantsFindings, tenantId, WARM_UP_TEAMS } from './tenants.ts'

const readers = { askerId: userId('U0ASKER'), audience: null }
const ctx = await openContext(readServiceConfig(processEnvironment()))
const random = randomFrom(11)
const ask = async (team: TeamId): Promise<number> => {
  const visible = await ctx.db.withTenant(team, (tx) => visibleChannels(tx, readers))
  const startedMs = performance.now()
  const { searched } = await retrieve(ctx, { teamId: team, query: plainQuery(zipfQuestion(random)), visible, readers })
  if (searched !== 'index') throw new Error(`team ${team} was answered from ${searched}`)
  return performance.now() - startedMs
}

const count = Number(process.argv[2])
for (let n = 0; n < WARM_UP_TEAMS; n += 1) await ask(tenantId(count + n))
const teams = Array.from({ length: count }, (_, n) => ({ team: tenantId(n), place: random() }))
teams.sort((a, b) => a.place - b.place)
const taken: number[] = []
for (const { team } of teams) taken.push(await ask(team))
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
const findings: TenantsFindings = {
  rssMb: Math.round(Number(peak?.[1] ?? 0) / 1_024),
  coldP50Ms: percentile(taken, 0.5),
  coldP95Ms: percentile(taken, 0.95),
}
process.stdout.write(`${JSON.stringify(findings)}\n`)
await ctx.close()
process.exit(0)
