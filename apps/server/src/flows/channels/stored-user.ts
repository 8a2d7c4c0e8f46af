import type { UserRecord as StoredUser } from '@backscroll/db'
import type { UserRecord } from '@backscroll/slack'

/** A person as Slack describes them at a moment, in the shape that is kept. @param version decides between two descriptions. */
export function storedUser({ timeZone, isDeleted, ...user }: UserRecord, updatedAtMs: number, version?: bigint): StoredUser {
  const { avatarUrl: _avatar, locale: _locale, homeTeamId: _home, isStranger, ...kept } = user
  // a person of another organization has no rights of a member here
  const isRestricted = kept.isRestricted || isStranger
  return { ...kept, isRestricted, tz: timeZone, deleted: isDeleted, updatedAtMs, ...(version === undefined ? {} : { version }) }
}
