import type { Standing, TeamRole } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { queriesOf, type TenantTx } from './tenant.ts'

/** Somebody who may come in, or has come. */
export interface ListedMember extends Standing {
  userId: string
  name: string
  hasLeft: boolean
  grantedBy: string | null
  grantedAtMs: number | null
  lastSignInAtMs: number | null
  openSessions: number
  isLastOwner: boolean
  /** Who shut the person out and when; null for somebody who may come in. */
  deactivated: { by: string; atMs: number } | null
}

/** Where a page begins: behind this rank and id. */
export interface MemberPlace {
  rank: number
  userId: string
}

type Row = Omit<ListedMember, 'grantedAtMs' | 'lastSignInAtMs' | 'deactivated'> & {
  rank: number
  grantedAt: string | null
  lastSignInAt: string | null
  deactivatedBy: string | null
  deactivatedAt: string | null
}

/**
 * People with a role of their own, and those who have signed in by the right that Slack gives; who may do most is first, who is shut out last.
 * @param open what counts as an open session: not expired at `nowMs` and used since `usedSinceMs`.
 */
export async function listMembers(
  tx: TenantTx,
  { after, limit, open }: { after: MemberPlace | null; limit: number; open: { nowMs: number; usedSinceMs: number } },
): Promise<{ members: ListedMember[]; next: MemberPlace | null }> {
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
  const found = await queriesOf(tx).execute<Row & Record<string, unknown>>(sql`
    with sessions as (
      select s.user_id, max(s.created_at) as last,
        count(*) filter (where s.revoked_at is null and s.expires_at > ${at(open.nowMs)} and s.last_seen_at > ${at(open.usedSinceMs)})::int as open
      from login_sessions s group by s.user_id),
    people as (
      select coalesce(m.user_id, s.user_id, d.user_id) as user_id, m.role, m.granted_by, m.granted_at, greatest(m.last_login_at, s.last) as last,
        coalesce(s.open, 0) as open, d.deactivated_by, d.deactivated_at
      from team_members m full join sessions s on s.user_id = m.user_id
      full join deactivated_members d on d.user_id = coalesce(m.user_id, s.user_id)),
    ranked as (
      select p.*, u.user_id as known, coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username, p.user_id) as name, u.deleted_at,
        coalesce(u.is_admin or u.is_owner, false) as is_slack_admin, coalesce(u.is_restricted or u.is_ultra_restricted, false) as is_guest,
        case when p.deactivated_at is not null then 5 else case coalesce(p.role, case when u.is_admin or u.is_owner then 'admin' when u.is_restricted or u.is_ultra_restricted then 'viewer' else 'member' end)
          when 'owner' then 0 when 'admin' then 1 when 'analyst' then 2 when 'member' then 3 else 4 end end as rank
      from people p left join users u on u.user_id = p.user_id)
    select user_id as "userId", name, role as "givenRole", is_slack_admin as "isSlackAdmin", is_guest as "isGuest",
      (known is null or deleted_at is not null) as "hasLeft", granted_by as "grantedBy", granted_at as "grantedAt", last as "lastSignInAt",
      open as "openSessions", rank, deactivated_by as "deactivatedBy", deactivated_at as "deactivatedAt",
      (role = 'owner' and rank = 0 and (select count(*) from ranked where role = 'owner' and rank = 0) = 1) is true as "isLastOwner"
    from ranked
    where ${after === null ? sql`true` : sql`(rank, user_id) > (${after.rank}::int, ${after.userId}::text)`}
    order by rank, user_id limit ${limit + 1}`)
  const rows = [...found].slice(0, limit)
  const last = rows.at(-1)
  const next = found.length > limit && last ? { rank: last.rank, userId: last.userId } : null
  return { members: rows.map(toMember), next }
}

function toMember(row: Row): ListedMember {
  const { rank: _rank, grantedAt, lastSignInAt, deactivatedBy: by, deactivatedAt, ...member } = row
  const deactivated = by === null || deactivatedAt === null ? null : { by, atMs: Date.parse(deactivatedAt) }
  return { ...member, grantedAtMs: msOf(grantedAt), lastSignInAtMs: msOf(lastSignInAt), deactivated }
}

const msOf = (value: string | null): number | null => (value === null ? null : Date.parse(value))

/** People who are there and whose name, or a later word of it, begins like this; as they are called, at most `limit`. */
export async function peopleCalled(
  tx: TenantTx,
  { name, limit }: { name: string; limit: number },
): Promise<{ userId: string; name: string; givenRole: TeamRole | null }[]> {
  const begins = `${name.toLowerCase().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  const rows = await queriesOf(tx).execute<{ userId: string; name: string; givenRole: TeamRole | null }>(sql`
    select u.user_id as "userId", coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username) as name, m.role as "givenRole"
    from users u left join team_members m on m.user_id = u.user_id
    where u.deleted_at is null and not u.is_bot
      and (lower(u.username) like ${begins} or lower(u.display_name) like ${begins} or lower(u.real_name) like ${begins}
        or lower(u.real_name) like ${`% ${begins}`})
    order by lower(coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username)), u.user_id limit ${limit}`)
  return [...rows]
}

/** What those are called who decide for the workspace: owners first, then admins, then whom Slack lets administer; at most `most`. */
export async function whoDecides(tx: TenantTx, most: number): Promise<string[]> {
  const rows = await queriesOf(tx).execute<{ name: string }>(sql`
    select coalesce(nullif(u.display_name, ''), nullif(u.real_name, ''), u.username) as name
    from users u left join team_members m on m.user_id = u.user_id
    where u.deleted_at is null and not u.is_bot and (m.role in ('owner', 'admin') or u.is_owner or u.is_admin)
      and not exists (select 1 from deactivated_members d where d.user_id = u.user_id)
    order by case m.role when 'owner' then 0 when 'admin' then 1 else 2 end, u.is_owner desc, u.user_id limit ${most}`)
  return rows.map(({ name }) => name)
}
