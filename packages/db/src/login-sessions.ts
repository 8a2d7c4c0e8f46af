import type { Standing, TeamId, TeamRole, UserId } from '@backscroll/core'
import { and, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import { loginSessions } from './schema/index.ts'
import { storableOrNull } from './storable.ts'
import type { TeamState } from './teams.ts'
import { currentTeam, queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A browser that is signed in, by the hash of what it holds. */
export interface LoginSession {
  sessionHash: string
  userId: UserId
  createdAtMs: number
  lastSeenAtMs: number
  expiresAtMs: number
  revokedAtMs: number | null
  ipHash: string | null
  /** Untrusted. */
  userAgent: string | null
}

/** A session with what decides whether it opens anything. */
export interface SessionHolder extends LoginSession, Standing {
  teamId: TeamId
  teamState: TeamState
  /** The person is known in the workspace and has not left. */
  isPersonThere: boolean
  /** An admin has shut the person out. */
  isDeactivated: boolean
}

/** When a session was used is written down once in this time. */
const USE_NOTED_EVERY_MS = 60_000
const LONGEST_AGENT = 300

/** Finds a session before its team is known, also one that is over; null for a hash that nobody has. */
export async function findLoginSession(tx: SystemTx, sessionHash: string): Promise<SessionHolder | null> {
  const person = (what: string) => sql<boolean>`exists (select 1 from users u where u.team_id = login_sessions.team_id
    and u.user_id = login_sessions.user_id and u.deleted_at is null and ${sql.raw(what)})`
  const [row] = await queriesOf(tx)
    .select({
      session: loginSessions,
      teamState: sql<TeamState>`(select t.state from teams t where t.team_id = login_sessions.team_id)`,
      givenRole: sql<TeamRole | null>`(select m.role from team_members m
        where m.team_id = login_sessions.team_id and m.user_id = login_sessions.user_id)`,
      isPersonThere: person('true'),
      isDeactivated: sql<boolean>`exists (select 1 from deactivated_members d
        where d.team_id = login_sessions.team_id and d.user_id = login_sessions.user_id)`,
      isSlackAdmin: person('(u.is_admin or u.is_owner)'),
      isGuest: person('(u.is_restricted or u.is_ultra_restricted)'),
    })
    .from(loginSessions)
    .where(eq(loginSessions.sessionHash, sessionHash))
  if (!row) return null
  const { session, ...standing } = row
  return { ...toSession(session), ...standing, teamId: session.teamId as TeamId }
}

/** Forgets every team's sessions that have been over for long. @returns how many there were. */
export async function purgeLoginSessions(tx: SystemTx, expiredBeforeMs: number): Promise<number> {
  const gone = await queriesOf(tx)
    .delete(loginSessions)
    .where(lt(loginSessions.expiresAt, expiredBeforeMs))
    .returning({ hash: loginSessions.sessionHash })
  return gone.length
}

/** The sessions of a team. */
export const loginSessionsOf = (tx: TenantTx) => ({
  async open(session: Omit<LoginSession, 'lastSeenAtMs' | 'revokedAtMs'>): Promise<void> {
    const { createdAtMs, expiresAtMs, userAgent, ...rest } = session
    await queriesOf(tx)
      .insert(loginSessions)
      .values({
        ...rest,
        teamId: currentTeam,
        createdAt: createdAtMs,
        lastSeenAt: createdAtMs,
        expiresAt: expiresAtMs,
        userAgent: storableOrNull(userAgent)?.slice(0, LONGEST_AGENT) ?? null,
      })
  },

  async get(sessionHash: string): Promise<LoginSession | null> {
    const [row] = await queriesOf(tx).select().from(loginSessions).where(eq(loginSessions.sessionHash, sessionHash))
    return row ? toSession(row) : null
  },

  /** Notes that it was used, at most once a minute. */
  async noteUse(sessionHash: string, nowMs: number): Promise<void> {
    await queriesOf(tx)
      .update(loginSessions)
      .set({ lastSeenAt: nowMs })
      .where(and(eq(loginSessions.sessionHash, sessionHash), lt(loginSessions.lastSeenAt, nowMs - USE_NOTED_EVERY_MS)))
  },

  /** A person's sessions that are open, or everybody's; the ones used last are first. */
  async list({ userId, nowMs }: { userId?: string; nowMs: number }): Promise<LoginSession[]> {
    const isOpen = and(isNull(loginSessions.revokedAt), gt(loginSessions.expiresAt, nowMs))
    const rows = await queriesOf(tx)
      .select()
      .from(loginSessions)
      .where(userId === undefined ? isOpen : and(isOpen, eq(loginSessions.userId, userId)))
      .orderBy(desc(loginSessions.lastSeenAt), desc(loginSessions.sessionHash))
    return rows.map(toSession)
  },

  /** @returns false when the team has no such session, or it was ended before. */
  async revoke(sessionHash: string, atMs: number): Promise<boolean> {
    const revoked = await queriesOf(tx)
      .update(loginSessions)
      .set({ revokedAt: atMs })
      .where(and(eq(loginSessions.sessionHash, sessionHash), isNull(loginSessions.revokedAt)))
      .returning({ hash: loginSessions.sessionHash })
    return revoked.length > 0
  },

  /** Signs a person out everywhere, but for the session that asks for it. @returns how many sessions ended. */
  async revokeAll(userId: string, { exceptHash = '', atMs }: { exceptHash?: string; atMs: number }): Promise<number> {
    const revoked = await queriesOf(tx)
      .update(loginSessions)
      .set({ revokedAt: atMs })
      .where(and(eq(loginSessions.userId, userId), isNull(loginSessions.revokedAt), ne(loginSessions.sessionHash, exceptHash)))
      .returning({ hash: loginSessions.sessionHash })
    return revoked.length
  },
})

function toSession(row: typeof loginSessions.$inferSelect): LoginSession {
  const { teamId: _, userId, createdAt, lastSeenAt, expiresAt, revokedAt, ...rest } = row
  return {
    ...rest,
    userId: userId as UserId,
    createdAtMs: createdAt,
    lastSeenAtMs: lastSeenAt,
    expiresAtMs: expiresAt,
    revokedAtMs: revokedAt,
  }
}
