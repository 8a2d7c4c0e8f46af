import { scratchPostgres } from '../scratch.ts'
import { runChaos } from './chaos.ts'

/** The nightly form: a database of its own, and as many deeds as options say. */
export async function acceptChaos(flags: readonly string[]) {
  const number = (name: string, otherwise: number): number => {
    const at = flags.indexOf(`--${name}`)
    const given = at < 0 ? otherwise : Number(flags[at + 1])
    if (!Number.isSafeInteger(given) || given < 1) throw new Error(`--${name} takes a whole number from 1`)
    return given
  }
  await using database = await scratchPostgres()
  const options = { seed: number('seed', 1), kills: number('kills', 200), deeds: number('deeds', 240_000), teams: number('teams', 3) }
  return await runChaos({
    ...options,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    log: (line) => process.stderr.write(`${line}\n`),
  })
}
