import { type SQL, sql } from 'drizzle-orm'
import { channels } from './schema/index.ts'

/** The columns of a channel that an event may tell before Slack is asked again. */
const FACTS = ['name', 'isPrivate', 'isArchived', 'isExtShared', 'topic', 'purpose', 'botIsMember'] as const
/** A fact of a channel that is dated by itself. */
export type ChannelFact = (typeof FACTS)[number]

const datedAt = (fact: ChannelFact): SQL => sql`coalesce((${channels.factVersions} ->> ${sql.raw(`'${fact}'`)})::bigint, 0)`

/** What an upsert of a listing sets: everything that no event and no other listing knows better. `excluded.version` dates the listing. */
export function listedColumns(columns: readonly (keyof typeof channels.$inferInsert)[]): Record<string, SQL> {
  const isNewest = sql`${channels.version} <= excluded.version`
  const isFact = (name: string): name is ChannelFact => (FACTS as readonly string[]).includes(name)
  const set = columns.map((name) => {
    const column = sql.identifier(channels[name].name)
    const wins = isFact(name) ? sql`${isNewest} and ${datedAt(name)} <= excluded.version` : isNewest
    return [name, sql`case when ${wins} then excluded.${column} else ${channels[name]} end`] as const
  })
  return { ...Object.fromEntries(set), version: sql`greatest(${channels.version}, excluded.version)` }
}

/** What an event sets: its facts where nothing newer is known, and their dates. */
export function toldColumns(facts: Partial<Record<ChannelFact, string | boolean>>, version: bigint): Record<string, SQL> {
  const at = sql`${String(version)}::bigint`
  const isNewest = (fact: ChannelFact) => sql`(${at} > ${channels.version} and ${at} > ${datedAt(fact)})`
  const told = FACTS.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, facts[fact]] as const]))
  const set = told.map(([fact, value]) => [fact, sql`case when ${isNewest(fact)} then ${value} else ${channels[fact]} end`] as const)
  const dates = told.map(
    ([fact]) => sql`case when ${isNewest(fact)} then jsonb_build_object(${sql.raw(`'${fact}'`)}, ${at}) else '{}'::jsonb end`,
  )
  return { ...Object.fromEntries(set), factVersions: sql.join([sql`${channels.factVersions}`, ...dates], sql` || `) }
}

/** The newest date of everything known about a channel. */
export const newestDate: SQL<string> = sql`greatest(${channels.version},
  (select max(value::bigint) from jsonb_each_text(${channels.factVersions})))`
