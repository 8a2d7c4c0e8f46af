import { wholeNumber } from '../flags.ts'
import { scratchPostgres } from '../scratch.ts'
import { runChaos } from './chaos.ts'

/** The nightly form: a database of its own, and as many deeds as options say. */
export async function acceptChaos(flags: readonly string[]) {
  const options = {
    seed: wholeNumber(flags, 'seed', 1),
    kills: wholeNumber(flags, 'kills', 200),
    deeds: wholeNumber(flags, 'deeds', 240_000),
    teams: wholeNumber(flags, 'teams', 3),
  }
  await using database = await scratchPostgres()
  return await runChaos({
    ...options,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    log: (line) => process.stderr.write(`${line}\n`),
  })
}
