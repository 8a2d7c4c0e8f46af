import { openSearch, type SearchOptions } from '../src/index.ts'
import { DIMENSIONS, held, row, team } from './passage-rows.ts'

/** Upserts, removes and maintains until it is killed; prints the number of each round once its rows are written. */
const [options = '{}', start = '0'] = process.argv.slice(2)
const { uri, bucket } = JSON.parse(options) as Pick<SearchOptions, 'uri' | 'bucket'>
const store = await openSearch({ uri, bucket, dimensions: DIMENSIONS, embeddingVersion: 1, clock: { nowMs: () => 0 } })
for (let round = Number(start); ; round++) {
  const fresh = Array.from({ length: 40 }, (_, index) => row(round * 40 + index))
  const edited = Array.from({ length: 20 }, (_, index) => row(index, { version: BigInt(round + 2), text: `edited in round ${round}` }))
  await store.team(team).upsert([...fresh, ...edited], held)
  process.stdout.write(`${round}\n`)
  await store.maintain(team, held)
}
