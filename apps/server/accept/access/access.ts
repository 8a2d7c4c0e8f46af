import { teamId } from '@backscroll/core'
import fc from 'fast-check'
import type { Context } from '../../src/context.ts'
import { type SearchOutcome, searchMessages } from '../../src/flows/search/search-messages.ts'
import { fillWorld } from './fill-world.ts'
import { randomSearch } from './random-search.ts'
import { canaryOf, channelAt, nameOf, type RandomWorld, randomWorld } from './random-world.ts'
import { type Reader, readersOf } from './readers.ts'

export interface AccessRun {
  seed: number
  /** Searches by one reader. */
  cases: number
  worlds: number
}

/** What was tried, and the first thing that was learned by somebody who should not have. */
export interface AccessFindings extends AccessRun {
  ok: boolean
  /** Cases with a result. */
  withResults: number
  leak: string | null
}

/** Everything that matches: no world is larger. */
const ALL = 1_000

/**
 * Searches random worlds as everybody in them. Whatever is asked for, nobody gets a result, a count or any other word from a channel they
 * may not read, and everybody gets all that they may: what a search over the allowed channels finds, restricted to theirs.
 */
export async function checkAccess(ctx: Context, { seed, cases, worlds }: AccessRun): Promise<AccessFindings> {
  const found: AccessFindings = { ok: true, seed, cases: 0, worlds: 0, withResults: 0, leak: null }
  for (const [at, world] of fc.sample(randomWorld, { seed, numRuns: worlds }).entries()) {
    const team = teamId(`T0${String(seed % 1_000_000).padStart(6, '0')}W${at}`)
    await fillWorld(ctx, team, world)
    found.worlds += 1
    const readers = readersOf(world)
    const searches = Math.ceil(cases / worlds / readers.length)
    const property = fc.asyncProperty(randomSearch(world), async (search) => {
      const byReader: SearchOutcome[] = []
      for (const { readers: who } of readers)
        byReader.push(await searchMessages(ctx, { ...search, teamId: team, readers: who, limit: ALL }))
      for (const [which, outcome] of byReader.entries()) {
        found.cases += 1
        if (outcome.results.length > 0) found.withResults += 1
        const reader = readers[which]
        if (reader) mustKeepTo(world, reader, outcome)
      }
      mustAgree(readers, byReader, search.groupBy)
    })
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed: seed + at, numRuns: searches })
    if (!failed) continue
    return { ...found, ok: false, leak: `${String(errorInstance)}: ${fc.stringify({ world, counterexample })}` }
  }
  return found
}

/** Nothing of a channel that the reader may not read, in any field. */
function mustKeepTo(world: RandomWorld, { name, mayRead }: Reader, outcome: SearchOutcome): void {
  const said = JSON.stringify({ ...outcome, tookMs: 0 }, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  for (const at of world.channels.keys()) {
    if (mayRead.has(at)) continue
    for (const secret of [`"${channelAt(at)}"`, canaryOf(at), nameOf(at)])
      if (said.includes(secret)) throw new Error(`${name} learned ${secret}`)
  }
  if (outcome.total !== outcome.results.length)
    throw new Error(`${name} was told of ${outcome.total} results and got ${outcome.results.length}`)
}

/**
 * Two readers who may read the same channel find the same threads or messages in it: nothing that others may read changes what one gets.
 * Which message of a thread stands for it may differ, because scores are scaled by what a reader finds.
 */
function mustAgree(readers: readonly Reader[], outcomes: readonly SearchOutcome[], groupBy: 'thread' | 'message'): void {
  const seen = new Map<string, { name: string; keys: string }>()
  for (const [which, { name, mayRead }] of readers.entries()) {
    for (const at of mayRead) {
      const own = outcomes[which]?.results.filter(({ message }) => message.channelId === channelAt(at)) ?? []
      const keys = own
        .map(({ message: { ts, threadTs } }) => (groupBy === 'thread' ? (threadTs ?? ts) : ts))
        .sort((a, b) => (a < b ? -1 : 1))
        .join(' ')
      const other = seen.get(String(at))
      if (other && other.keys !== keys) throw new Error(`${name} and ${other.name} find different messages in ${nameOf(at)}`)
      seen.set(String(at), { name, keys })
    }
  }
}
