import { type Role, roles } from '@backscroll/contracts'

/** Each role and what it adds to the one behind it, from most to least. */
export const rights: Record<Role, string> = {
  owner: 'Everything: keys, exports, erasing, pausing, and who else is an owner.',
  admin: 'Channels, settings, the audit log, and roles up to admin.',
  analyst: 'The log of answers, unanswered questions, usage and cost. Texts stay hidden from whoever may not read their sources in Slack.',
  member: 'Asks, shares answers, says whether they are good, and exports what is their own.',
  viewer: 'Asks and sees their own questions.',
}

/** What somebody may give: owners every role, admins any but owner. */
export const givenBy = (mine: Role): readonly Role[] => (mine === 'owner' ? roles : roles.filter((role) => role !== 'owner'))
