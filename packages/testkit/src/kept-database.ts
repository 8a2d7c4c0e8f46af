import postgres from 'postgres'
import { inject } from 'vitest'
import { addressesOf, databaseName, login } from './database-name.ts'

type Fill = (database: { url: string; adminUrl: string }) => Promise<void>

/** What this process knows to be there. */
const found = new Map<string, string>()

/**
 * A database that is filled once per run, by whoever asks first, and cloned from then on.
 * @param fill leaves no connection open; when it fails, the next one who asks tries again.
 * @returns what `aDatabase` takes as `kept`.
 */
export async function keptDatabase(name: string, fill: Fill): Promise<string> {
  const kept = found.get(name) ?? (await findOrFill(name, fill))
  found.set(name, kept)
  return kept
}

async function findOrFill(name: string, fill: Fill): Promise<string> {
  const kept = databaseName('kept', name)
  const admin = postgres(inject('postgresOfTheRun').adminUrl, { max: 1, onnotice() {} })
  try {
    await admin`select pg_advisory_lock(hashtext(${kept}))` // ends with the session
    const known = await admin`select 1 from pg_database where datname = ${kept}`
    if (known.length > 0) return kept
    const { template, cloning } = inject('postgresOfTheRun')
    await admin.unsafe(`drop database if exists ${kept}_begun with (force)`)
    await admin.unsafe(`create database ${kept}_begun owner ${login()} template ${template} strategy ${cloning}`)
    await fill(addressesOf(`${kept}_begun`))
    await admin.unsafe(`alter database ${kept}_begun rename to ${kept}`)
    return kept
  } finally {
    await admin.end({ timeout: 5 })
  }
}
