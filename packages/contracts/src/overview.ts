import { z } from 'zod'
import { answerRow } from './answers-log.ts'
import { auditRow } from './governance.ts'

export const periods = ['24h', '7d', '30d'] as const
export const overviewQuery = z.strictObject({ period: z.enum(periods).default('7d') })

const part = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'failed', 'off']),
  detail: z.string(),
  remedy: z.string().nullable(),
})
export const teamHealth = z
  .object({ score: z.int(), state: z.enum(['healthy', 'warning', 'failing']), parts: z.array(part) })
  .meta({ id: 'TeamHealth' })
export type TeamHealth = z.output<typeof teamHealth>

/** Figures of one period; each equals a count over the stored rows. */
export const overview = z
  .object({
    period: z.enum(periods),
    questions: z.int(),
    /** Of the questions that are over: answered with at least one citation. Null without any. */
    answeredShare: z.number().nullable(),
    /** Of the answers with feedback: good. Null without any. */
    helpfulShare: z.number().nullable(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    spentUsd: z.number(),
    /** Today, against the budget of a day. */
    today: z.object({ spentUsd: z.number(), budgetUsd: z.number(), isOver: z.boolean() }),
    /** Hours of a day, else days, in the viewer's time zone; without holes. */
    series: z.array(z.object({ at: z.iso.datetime(), questions: z.int(), answered: z.int(), costUsd: z.number() })),
    /** Channels that answers cite most; only those the viewer may read. */
    topChannels: z.array(z.object({ channelId: z.string(), name: z.string(), citations: z.int() })),
    unanswered: z.array(answerRow),
    ingestion: z.object({
      isReading: z.boolean(),
      channelsDone: z.int(),
      channelsTotal: z.int(),
      messages: z.int(),
      etaSeconds: z.int().nullable(),
    }),
    /** What was done latest, for admins; null for everybody else. Sign-ins and questions are left out. */
    activity: z.array(auditRow).nullable(),
    health: teamHealth,
  })
  .meta({ id: 'Overview' })
export type Overview = z.output<typeof overview>

export const onboardingSteps = ['connect', 'channels', 'reading', 'ask', 'invite'] as const
export const onboarding = z
  .object({
    isDismissed: z.boolean(),
    steps: z.array(z.object({ step: z.enum(onboardingSteps), isDone: z.boolean(), detail: z.string() })),
    /** Opens the conversation with the app in Slack. */
    askLink: z.string(),
  })
  .meta({ id: 'Onboarding' })
export type Onboarding = z.output<typeof onboarding>
export const onboardingChange = z.strictObject({ isDismissed: z.boolean() }).meta({ id: 'OnboardingChange' })
