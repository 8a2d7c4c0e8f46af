import { z } from 'zod'
import { person } from './paging.ts'

const whole = (low: number, high: number) =>
  z.int(`must be a whole number from ${low} to ${high}`).min(low, `must be ${low} at least`).max(high, `must be ${high} at most`)

/** Everything a team decides, with its ranges: names, order and defaults are those of the settings page. */
export const settingsShape = {
  answer_tone: z.enum(['professional', 'casual', 'technical', 'friendly']),
  answer_length: z.enum(['concise', 'balanced', 'detailed']),
  /** `asker`, or a language such as "de" or "pt-BR". */
  answer_language: z
    .string()
    .regex(/^(asker|[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?)$/, 'must be "asker" or the code of a language, such as "de" or "pt-BR"'),
  custom_instructions: z.string().max(2_000, 'may hold 2000 characters at most'),
  min_confidence: whole(0, 100),
  max_sources: whole(1, 50),
  default_days: whole(1, 365),
  slash_enabled: z.boolean(),
  mention_enabled: z.boolean(),
  dm_enabled: z.boolean(),
  /** Whether the dashboard and the API answer. */
  web_enabled: z.boolean(),
  public_answers: z.boolean(),
  /** Who is answered; admins always are. */
  allowed_askers: z.enum(['everyone', 'full_members', 'chosen']),
  /** Who is, where only those who are chosen are: ids of people and of Slack's user groups. */
  asker_ids: z
    .array(
      z.string().regex(/^[UWS][A-Z0-9]{1,30}$/, 'must be ids of people and of user groups in Slack, such as "U024BE7LH" and "S0604QSJC"'),
    )
    .max(500, 'may hold 500 people and groups at most'),
  /** How many questions are answered on a day in UTC; null: any number. */
  questions_per_day: whole(1, 1_000_000).nullable(),
  answer_model: z
    .string()
    .regex(/^[\w./:@-]{1,100}$/, 'must be the name of a model')
    .nullable(),
  budget_day_usd: z.number().min(0, 'must be 0 at least').max(100_000, 'must be 100000 at most'),
  alert_percent: whole(1, 100),
  hard_cap: z.boolean(),
  /** Where notices of the budget go; the dashboard has them always. */
  notify_budget: z.enum(['slack', 'dashboard']),
  /** Where notices of what fails go, likewise. */
  notify_failures: z.enum(['slack', 'dashboard']),
  log_question_text: z.boolean(),
  /** What mail addresses, phone numbers, card numbers and keys are taken out of. */
  redact_pii: z.enum(['off', 'models', 'models_and_index']),
  /** What happens with a channel that nobody has decided about, once the app is in it; private ones always need an admin who is in them. */
  channel_policy: z.enum(['opt_in', 'all_public', 'name_rules']),
  /** Which public channels `name_rules` allows: a name, `eng-*` for every ending, `!eng-secret` for all but. */
  channel_name_rules: z
    .array(z.string().regex(/^!?#?(?:[^\s,#!*"'`<>]{1,80}\*?|\*)$/u, 'must be a name such as "billing", "eng-*" or "!eng-secret"'))
    .max(50, 'may hold 50 patterns at most'),
  /** Whether the app joins public channels that are allowed; needs the scope `channels:join`. */
  auto_join: z.boolean(),
  /** Whether what other apps post is read; off, what was read of it is let go. */
  index_bots: z.boolean(),
  /** How many days of history are read; null for what the server says. */
  backfill_days: whole(1, 3_650).nullable(),
  /** How often what is stored is compared with Slack: every six hours by itself, once a day where Slack grants little. In the time zone of whoever installed the app. */
  sync_schedule: z
    .string()
    .regex(
      /^(auto|hourly|daily|[0-5]?\d( [\d*,/-]{1,60}){4})$/,
      'must be auto, hourly, daily, or five fields of cron with one minute, such as "17 3 * * 1-5"',
    ),
  /** Whether the app says in a channel that it is being read, and when that is done. */
  announce_in_channel: z.boolean(),
  /** How long messages are kept, in days. */
  retention_days: whole(1, 3_650),
  /** Messages that bear this reaction are kept beyond their time, but for what Slack's free plan hides and what is erased; null for none. */
  keep_reaction: z
    .string()
    .regex(/^[\p{Ll}\p{Lo}\p{N}_'+-]{1,100}$/u, 'must be the name of a reaction without colons, such as "pushpin"')
    .nullable(),
  /** How long what was read of an excluded channel is kept, so that it can be taken back; in hours. */
  exclude_grace_hours: whole(0, 336),
  /** How long after an uninstall everything is erased; in hours. Slack allows fourteen days. */
  erase_after_hours: whole(0, 336),
}
export const settingsValues = z.object(settingsShape).meta({ id: 'SettingsValues' })
export type SettingsValues = z.output<typeof settingsValues>
export type SettingName = keyof SettingsValues

/** Somebody who may ask: a person, or a user group of Slack with as many people as are in it. */
const asker = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Asker' })
const askerGroup = z.object({ id: z.string(), name: z.string(), handle: z.string(), people: z.int() }).meta({ id: 'AskerGroup' })
export type AskerGroup = z.output<typeof askerGroup>

/** Who was chosen to ask, and the groups that can be. */
export const askers = z
  .object({
    /** In the order of the setting; what has left Slack is called by its id. */
    chosen: z.array(asker),
    /** By name. */
    groups: z.array(askerGroup),
    /** Why the groups of the workspace could not be read; null when they were. */
    groupsUnread: z.string().nullable(),
  })
  .meta({ id: 'Askers' })
export type Askers = z.output<typeof askers>

export const settings = z
  .object({
    /** Also in the header `ETag`, which a change sends back as `If-Match`. */
    version: z.int(),
    values: settingsValues,
    defaults: settingsValues,
    updatedBy: person.nullable(),
    updatedAt: z.iso.datetime().nullable(),
    /** Models that may be chosen for answers. */
    models: z.array(z.string()),
    /** What else holds about a setting here and now, for people: what the server adds to it, and what keeps it from working. */
    notes: z.array(z.object({ setting: z.string(), sentence: z.string() })),
  })
  .meta({ id: 'Settings' })
export type Settings = z.output<typeof settings>

/** What is named changes; null takes a setting back to its default. */
export const settingsChange = z
  .strictObject(
    Object.fromEntries(Object.entries(settingsShape).map(([name, schema]) => [name, schema.nullable().optional()])) as {
      [Name in SettingName]: z.ZodOptional<z.ZodNullable<(typeof settingsShape)[Name]>>
    },
  )
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .meta({ id: 'SettingsChange' })
export type SettingsChange = z.output<typeof settingsChange>
