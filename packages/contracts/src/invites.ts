import { z } from 'zod'
import { role } from './access.ts'
import { pageOf, paging, person, slackUserId } from './paging.ts'

/** A role that waits for somebody. Its link opens nothing for anybody else, and is kept nowhere. */
export const inviteRow = z
  .object({
    id: z.string(),
    user: person,
    role,
    invitedBy: person,
    state: z.enum(['open', 'redeemed', 'revoked', 'expired']),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** When the app was asked to send the link as a direct message. */
    sentAt: z.iso.datetime().nullable(),
    /** When it was taken up or taken back. */
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Invite' })
export type InviteRow = z.output<typeof inviteRow>
export const inviteList = pageOf(inviteRow).meta({ id: 'InviteList' })
export const invitesQuery = z.strictObject({ ...paging(100, 20) })
export const newInvite = z.strictObject({ userId: slackUserId, role }).meta({ id: 'NewInvite' })
/** The link is shown here and never again. */
export const madeInvite = inviteRow.extend({ url: z.string() }).meta({ id: 'MadeInvite' })
export type MadeInvite = z.output<typeof madeInvite>
export const inviteParams = z.object({ inviteId: z.guid('is no id of an invitation') })
/** The link as it was given out: the server has only its hash. */
export const inviteSending = z
  .strictObject({ url: z.url('is no link').max(2_000, 'is no link of an invitation') })
  .meta({ id: 'InviteSending' })
