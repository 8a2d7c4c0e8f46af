import type { ChannelId, UserId } from '../ids.ts'

/** Somebody who can be named, with what people call them: display name, real name, user name, e-mail. */
export interface NamedPerson {
  id: UserId
  names: readonly string[]
}

/** The names that can stand in a query. Only what the asker may see: nothing else can be told from what does not exist. */
export interface QueryNames {
  /** Lower-case channel name without `#` to its id. */
  channels: ReadonlyMap<string, ChannelId>
  /** Those who may be meant by the names in this query; more do no harm. */
  people: readonly NamedPerson[]
  /** The shown name of a user id; undefined for somebody who is not known. */
  user: (id: string) => string | undefined
}
