import { sql } from 'drizzle-orm'
import { teams } from './schema/index.ts'
import { queriesOf, type TenantTx } from './tenant.ts'

/** How well the parts of a workspace work, in numbers. */
export interface TeamFacts {
  /** Allowed channels, those of them that the app is not in, and live messages with those that can be searched. */
  allowed: number
  withoutApp: number
  stored: number
  indexed: number
  /** Calls of models within the last hour, and those that failed. */
  calls: number
  failedCalls: number
  /** Events of Slack that were given up. */
  deadEvents: number
}

/** First steps: what people have done until now. */
export interface FirstSteps {
  questions: number
  /** People beside whoever installed the app who asked, or came to the dashboard. */
  others: number
  /** Invitations that wait or were taken up. */
  invites: number
  isDismissed: boolean
}

/** Counts what a glance at a workspace needs; no message is looked at. */
export async function teamFacts(tx: TenantTx, nowMs: number): Promise<TeamFacts> {
  const hourAgo = sql`${new Date(nowMs - 3_600_000).toISOString()}::timestamptz`
  const [row] = await queriesOf(tx).execute<{ [Name in keyof TeamFacts]: TeamFacts[Name] }>(sql`
    select c.*, t.*, l.*, (select count(*)::int from inbox_events where team_id = current_setting('app.team_id') and dead_at is not null) as "deadEvents"
    from (select (count(*) filter (where policy = 'allowed'))::int as allowed,
        (count(*) filter (where policy = 'allowed' and not bot_is_member))::int as "withoutApp"
      from channels where team_id = current_setting('app.team_id')) c,
    (select coalesce(sum(stored), 0)::int as stored, coalesce(sum(indexed), 0)::int as indexed
      from channel_tallies where team_id = current_setting('app.team_id')) t,
    (select count(*)::int as calls, (count(*) filter (where status = 'failed'))::int as "failedCalls"
      from llm_calls where team_id = current_setting('app.team_id') and created_at >= ${hourAgo}) l`)
  return row ?? { allowed: 0, withoutApp: 0, stored: 0, indexed: 0, calls: 0, failedCalls: 0, deadEvents: 0 }
}

/** The first steps of a workspace. */
export const firstStepsOf = (tx: TenantTx) => ({
  async get(installerId: string | null): Promise<FirstSteps> {
    const other = sql`<> ${installerId ?? ''}`
    const [row] = await queriesOf(tx).execute<{ questions: number; others: number; invites: number; isDismissed: boolean }>(sql`
      select (select count(*)::int from (select 1 from questions where team_id = current_setting('app.team_id') limit 1) q) as questions,
        (select count(*)::int from (
          select asker_id as id from questions where team_id = current_setting('app.team_id') and asker_id ${other}
          union select user_id from login_sessions where team_id = current_setting('app.team_id') and user_id ${other} limit 1) p) as others,
        (select count(*)::int from member_invites where team_id = current_setting('app.team_id') and revoked_at is null) as invites,
        coalesce((select onboarding_dismissed_at is not null from teams where team_id = current_setting('app.team_id')), false) as "isDismissed"`)
    return row ?? { questions: 0, others: 0, invites: 0, isDismissed: false }
  },

  /** Puts the list away, or shows it again. */
  async dismiss(atMs: number | null): Promise<void> {
    await queriesOf(tx).update(teams).set({ onboardingDismissedAt: atMs })
  },
})
