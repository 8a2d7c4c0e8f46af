import { z } from 'zod'
import { CHANNEL_POLICIES, MAX_NAME_RULES, NAME_RULE, ruleText } from '../../channel-rules.ts'
import { isSyncSchedule } from '../../sync-schedule.ts'
import { visibleText } from '../text/visible-text.ts'

/** Longest instruction of a team, in characters. */
export const MAX_INSTRUCTIONS = 2_000
/** Most people and groups that may be named as those who may ask. */
export const MAX_ASKERS = 500

const between = (low: number, high: number) => {
  const problem = `must be a whole number from ${low} to ${high}`
  return z.int(problem).min(low, problem).max(high, problem)
}
const chosen = <const Value extends string>(...values: readonly Value[]) => z.enum(values, `must be one of: ${values.join(', ')}`)
const onOff = z.boolean('must be true or false')
const amount = 'must be an amount of dollars from 0 to 100000'
const language = 'must be "asker" or the code of a language, such as "de" or "pt-BR"'
const model = 'must be the name of a model, or null for the default of the server'
const asker = 'must be ids of people and of user groups in Slack, such as "U024BE7LH" and "S0604QSJC"'
const askers = `may hold ${MAX_ASKERS} people and groups at most`
const nameRules = `may hold ${MAX_NAME_RULES} patterns, each a name such as "billing", "eng-*" for every ending, or "!eng-secret" for all but`
const reaction = 'must be the name of a reaction without colons, such as "pushpin", or null for none'
const schedule = 'must be auto, hourly, daily, or five fields of cron with one minute, such as "17 3 * * 1-5"'
const instructions = `may hold ${MAX_INSTRUCTIONS} characters at most`

/** What a team decides. Names and ranges as in the settings page and the API. */
export const teamSettings = z.strictObject({
  answer_tone: chosen('professional', 'casual', 'technical', 'friendly'),
  answer_length: chosen('concise', 'balanced', 'detailed'),
  /** `asker` follows the question; a code fixes it. */
  answer_language: z.string(language).regex(/^(asker|[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?)$/, language),
  /** Added below the fixed rules, which it cannot lift. Control characters and invisible marks are taken out. */
  custom_instructions: z
    .string('must be text')
    .transform((text) => visibleText(text).trim())
    .pipe(z.string().max(MAX_INSTRUCTIONS, instructions)),
  /** 0 to 100; below it an answer is not shown. */
  min_confidence: between(0, 100),
  max_sources: between(1, 50),
  /** How far back a question without a time looks. */
  default_days: between(1, 365),
  slash_enabled: onOff,
  mention_enabled: onOff,
  dm_enabled: onOff,
  /** Whether the dashboard and the API answer. */
  web_enabled: onOff,
  /** Whether answers may be shared and asked for in public. */
  public_answers: onOff,
  /** Who is answered; admins always are. */
  allowed_askers: chosen('everyone', 'full_members', 'chosen'),
  /** Who is, where only those who are chosen are: ids of people and of Slack's user groups, each once. */
  asker_ids: z
    .array(z.string(asker).regex(/^[UWS][A-Z0-9]{1,30}$/, asker), asker)
    .transform((ids) => [...new Set(ids)])
    .pipe(z.array(z.string()).max(MAX_ASKERS, askers)),
  /** How many questions are answered on a day in UTC; null: any number. */
  questions_per_day: between(1, 1_000_000).nullable(),
  /** Null: the default of the server. */
  answer_model: z
    .string(model)
    .regex(/^[\w./:@-]{1,100}$/, model)
    .nullable(),
  budget_day_usd: z.number(amount).min(0, amount).max(100_000, amount),
  /** Of the budget; a notice is sent when it is spent. */
  alert_percent: between(1, 100),
  /** Whether model calls end with the budget. */
  hard_cap: onOff,
  /** Where notices of the budget go; the dashboard has them always. */
  notify_budget: chosen('slack', 'dashboard'),
  /** Where notices of what fails go, likewise. */
  notify_failures: chosen('slack', 'dashboard'),
  log_question_text: onOff,
  /** What mail addresses, phone numbers, card numbers and keys are taken out of: what goes to models over the network, and the search index besides. */
  redact_pii: chosen('off', 'models', 'models_and_index'),
  /** What happens with a channel that nobody has decided about, once the app is in it. */
  channel_policy: chosen(...CHANNEL_POLICIES),
  /** Which public channels `name_rules` allows. */
  channel_name_rules: z
    .array(z.string(nameRules).regex(NAME_RULE, nameRules).transform(ruleText), nameRules)
    .max(MAX_NAME_RULES, nameRules),
  /** Whether the app joins public channels that are allowed, by an admin or by the policy. */
  auto_join: onOff,
  /** Whether what other apps post is read. */
  index_bots: onOff,
  /** How many days of history are read; null: what the server says. */
  backfill_days: between(1, 3_650).nullable(),
  /** How often what is stored is compared with Slack, in the time zone of whoever installed the app. */
  sync_schedule: z.string(schedule).refine(isSyncSchedule, schedule),
  /** Whether the app says in a channel that it is being read, and when that is done. */
  announce_in_channel: onOff,
  /** How long messages are kept, in days. */
  retention_days: between(1, 3_650),
  /** Messages that bear it are kept beyond their time; null for none. */
  keep_reaction: z
    .string(reaction)
    .regex(/^[\p{Ll}\p{Lo}\p{N}_'+-]{1,100}$/u, reaction)
    .nullable(),
  /** How long what was read of an excluded channel is kept, hidden, so that it can be taken back; in hours. */
  exclude_grace_hours: between(0, 336),
  /** How long after an uninstall everything is erased; in hours. */
  erase_after_hours: between(0, 336),
})
export type TeamSettings = z.output<typeof teamSettings>

/** What holds until a team decides otherwise. */
export const defaultSettings: TeamSettings = {
  answer_tone: 'professional',
  answer_length: 'balanced',
  answer_language: 'asker',
  custom_instructions: '',
  min_confidence: 40,
  max_sources: 10,
  default_days: 365,
  slash_enabled: true,
  mention_enabled: true,
  dm_enabled: true,
  web_enabled: true,
  public_answers: true,
  allowed_askers: 'everyone',
  asker_ids: [],
  questions_per_day: null,
  answer_model: null,
  budget_day_usd: 10,
  alert_percent: 80,
  hard_cap: true,
  notify_budget: 'slack',
  notify_failures: 'slack',
  log_question_text: true,
  redact_pii: 'off',
  channel_policy: 'opt_in',
  channel_name_rules: [],
  auto_join: false,
  index_bots: true,
  backfill_days: null,
  sync_schedule: 'auto',
  announce_in_channel: true,
  // the longest there is: nothing goes for its age before somebody has said so
  retention_days: 3_650,
  keep_reaction: null,
  exclude_grace_hours: 72,
  erase_after_hours: 24,
}

/** Settings as they were stored, by whatever version: a field that is absent, or that no longer holds, has its default; unknown ones are left out. */
export function settingsFrom(stored: unknown): TeamSettings {
  const given = typeof stored === 'object' && stored !== null ? stored : {}
  const kept = Object.entries(given).flatMap(([name, value]) => {
    const field = Object.hasOwn(teamSettings.shape, name) ? teamSettings.shape[name as keyof TeamSettings] : undefined
    const read = field?.safeParse(value)
    return read?.success ? [[name, read.data] as const] : []
  })
  return { ...defaultSettings, ...Object.fromEntries(kept) }
}
