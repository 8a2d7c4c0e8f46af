import type { TeamId, UserId } from '@backscroll/core'
import { z } from 'zod'
import { flag, optionalTeam, optionalWords, userField, words } from './fields.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** A person or bot user as Slack describes it. Names and titles are untrusted plain text. */
export interface UserRecord {
  userId: UserId
  username: string
  realName: string
  displayName: string
  /** Only with the scope `users:read.email`. */
  email: string | null
  title: string | null
  avatarUrl: string | null
  /** IANA name. */
  timeZone: string | null
  locale: string | null
  /** The workspace the person belongs to: another one than the tenant in a shared channel. */
  homeTeamId: TeamId | null
  isBot: boolean
  isAdmin: boolean
  isOwner: boolean
  /** A guest of several channels. */
  isRestricted: boolean
  /** A guest of one channel. */
  isUltraRestricted: boolean
  isStranger: boolean
  isDeleted: boolean
}

const profileFields = z.looseObject({
  real_name: words,
  display_name: words,
  email: optionalWords,
  title: optionalWords,
  image_192: optionalWords,
  image_72: optionalWords,
})
const userFields = z.looseObject({
  id: userField,
  team_id: optionalTeam,
  name: words,
  real_name: words,
  tz: optionalWords,
  locale: optionalWords,
  deleted: flag,
  is_bot: flag,
  is_admin: flag,
  is_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  profile: z.preprocess(recordOf, profileFields),
})

/** Reads a user object of `users.list`, `user_change`, `team_join` or an export. @throws InvalidInputError */
export function userRecord(raw: unknown): UserRecord {
  const user = parseAs(userFields, raw, 'The user')
  const { profile } = user
  return {
    userId: user.id,
    username: user.name,
    realName: profile.real_name || user.real_name,
    displayName: profile.display_name,
    email: profile.email,
    title: profile.title,
    avatarUrl: profile.image_192 ?? profile.image_72,
    timeZone: user.tz,
    locale: user.locale,
    homeTeamId: user.team_id,
    isBot: user.is_bot || user.id === 'USLACKBOT',
    isAdmin: user.is_admin,
    isOwner: user.is_owner,
    isRestricted: user.is_restricted,
    isUltraRestricted: user.is_ultra_restricted,
    isStranger: user.is_stranger,
    isDeleted: user.deleted,
  }
}
