import type { UserRecord as StoredUser } from '@backscroll/db'
import type { UserRecord } from '@backscroll/slack'

/** A person as Slack describes them at a moment, in the shape that is kept. */
export function storedUser({ timeZone, isDeleted, ...user }: UserRecord, updatedAtMs: number): StoredUser {
  const { avatarUrl: _avatar, locale: _locale, homeTeamId: _home, isStranger, ...kept } = user
  // a person of another organization has no rights of a member here
  return { ...kept, isRestricted: kept.isRestricted || isStranger, tz: timeZone, deleted: isDeleted, updatedAtMs }
}
