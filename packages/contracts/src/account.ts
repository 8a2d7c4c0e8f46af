import { z } from 'zod'
import { role } from './access.ts'
import { idsInAddress, pageOf, paging, person, slackUserId } from './paging.ts'

/** Who is signed in, and how: the first thing that a page asks. */
export const session = z
  .object({
    team: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
    user: person,
    role,
    /** Goes with every request that changes something, as the header `x-csrf-token`. */
    csrfToken: z.string(),
    expiresAt: z.iso.datetime(),
    /** The person runs this server, and may see the page of its parts. */
    isOperator: z.boolean(),
    /** Search without a model finds words and their spelling, not meaning: to be said wherever it is searched. */
    search: z.object({ label: z.string(), isLexical: z.boolean() }),
    /** Without one, answers are quotes. */
    answerModel: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type Session = z.output<typeof session>

/** A browser that is signed in. `id` names it and opens nothing. */
export const openSession = z
  .object({
    id: z.string(),
    user: person,
    isCurrent: z.boolean(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** What the browser calls itself; untrusted. */
    browser: z.string().nullable(),
  })
  .meta({ id: 'OpenSession' })
export type OpenSession = z.output<typeof openSession>
export const openSessionList = pageOf(openSession).meta({ id: 'OpenSessionList' })
/** Whose sessions: mine, or everybody's (admins). */
export const sessionsQuery = z.strictObject({ of: z.enum(['me', 'team']).default('me') })
export const sessionParams = z.object({ sessionId: z.string().regex(/^[0-9a-f]{16,64}$/, 'is no id of a session') })

export const member = z
  .object({
    user: person,
    role,
    /** What the role comes from: given here, or read from Slack at sign-in. */
    origin: z.enum(['given', 'slack']),
    isSlackAdmin: z.boolean(),
    isGuest: z.boolean(),
    hasLeft: z.boolean(),
    /** The last owner: it can be neither removed nor given a lesser role. */
    isLastOwner: z.boolean(),
    grantedBy: person.nullable(),
    grantedAt: z.iso.datetime().nullable(),
    lastSignInAt: z.iso.datetime().nullable(),
    openSessions: z.int(),
    /** Who shut the person out of the dashboard and the API, and when; null for somebody who may come in. The role stays. */
    deactivated: z.object({ by: person, at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'Member' })
export type Member = z.output<typeof member>
export const memberList = pageOf(member).meta({ id: 'MemberList' })
export const membersQuery = z.strictObject({ ...paging(200, 50) })
export const memberParams = z.object({ userId: slackUserId })
export const memberChange = z.strictObject({ role }).meta({ id: 'MemberChange' })
export const memberStatus = z.strictObject({ state: z.enum(['active', 'deactivated']) }).meta({ id: 'MemberStatus' })

/** People of the workspace whose name begins like this, to choose from. */
export const peopleQuery = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'may hold 100 characters at most'),
})
export const people = z.object({ data: z.array(person.extend({ role: role.nullable() })) }).meta({ id: 'People' })
export type People = z.output<typeof people>

/** People whom the caller may know of, to choose whose messages are looked for. */
export const authorsQuery = z.strictObject({
  /** How a name begins. */
  name: z.string().trim().max(100, 'may hold 100 characters at most').optional(),
  /** User ids, comma-separated; those that the caller may not know of are missing in the answer. */
  ids: idsInAddress(slackUserId).optional(),
})
export const authors = z.object({ data: z.array(person) }).meta({ id: 'Authors' })
export type Authors = z.output<typeof authors>
