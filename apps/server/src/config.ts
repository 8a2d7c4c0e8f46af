import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type BoostName, ConfigurationError, SYNONYM_WEIGHT } from '@backscroll/core'
import { z } from 'zod'
import { bucketSettings } from './bucket-settings.ts'
import { chooseModels } from './model-choice.ts'
import { modelSettings } from './model-settings.ts'
import { operatorSettings } from './operator-settings.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** https anywhere, http on this machine alone. */
function isPublicAddress(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
}

const publicUrl = z
  .string()
  .refine(isPublicAddress, 'must be an https address, or http on this machine only')
  .transform((value) => value.replace(/\/+$/, ''))

const names = z.string().transform((value) =>
  value
    .split(',')
    .map((name) => name.trim().replace(/^#/, '').toLowerCase())
    .filter(Boolean),
)

/** What lifts a hit besides its words; the names of `BoostName` in core. */
const BOOSTS = ['recency', 'resolved', 'coverage', 'phrase', 'thread', 'reactions', 'code'] as const satisfies readonly BoostName[]

/** Messages that nobody asked for, each of which can be left out. */
const ONBOARDING_MESSAGES = ['welcome', 'invited', 'reading', 'done'] as const

/** Any of these names, comma-separated, all of them by default; `none` stands for no name at all. */
const choicesOf = <Name extends string>(all: readonly Name[]) =>
  z
    .string()
    .default(all.join(','))
    .transform((value) => value.split(',').flatMap((name) => name.trim().toLowerCase() || []))
    .pipe(z.array(z.enum([...all, 'none'])))
    .transform((chosen) => all.filter((name) => chosen.some((each) => each === name)))

/** What every verb needs: where things are stored. */
const storage = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional()
    .describe('Postgres. Absent: an embedded one is started below DATA_DIR.'),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((value) => path.resolve(value))
    .describe('Where the embedded Postgres and the search index live.'),
  LANCE_URI: z
    .string()
    .optional()
    .describe('Where the search index lies: a directory, or s3://bucket/prefix in an S3-compatible store. Absent: DATA_DIR/lance.'),
  ...bucketSettings,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10).describe('Database connections per process.'),
  BACKFILL_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('How many days of history are read after a channel is allowed.'),
  SLACK_PACE: z
    .enum(['tiers', 'off'])
    .default('tiers')
    .describe("How fast history is read: within 80 % of Slack's tiers, or as fast as Slack answers, which only a stand-in bears."),
  SYNONYM_WEIGHT: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(SYNONYM_WEIGHT)
    .describe('What a synonym counts of a word that was asked for; 0 switches synonyms off.'),
  RANKING_BOOSTS: choicesOf(BOOSTS).describe(
    'What lifts a hit besides its words, each by at most 15 %: any of the names of the default, or none.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged.'),
})

/** What the processes that speak with Slack need on top. */
const service = storage.extend({
  PUBLIC_URL: publicUrl.describe('Address under which Slack and browsers reach this server.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000).describe('Port to listen on.'),
  TRUSTED_PROXIES: z
    .string()
    .transform((value) => value.split(',').flatMap((address) => address.trim() || []))
    .pipe(z.array(z.string().regex(/^[0-9a-f:.]+(\/\d{1,3})?$/i, 'must be addresses or networks such as 10.0.0.0/8, comma-separated')))
    .default([])
    .describe('Addresses or networks of proxies in front of this server, comma-separated: only what they say of who calls is believed.'),
  DASHBOARD_DIR: z
    .string()
    .transform((value) => path.resolve(value))
    .optional()
    .describe('Where the built files of the dashboard lie. Absent: apps/dashboard/dist.'),
  SLACK_APP_ID: z
    .string()
    .regex(/^A[A-Z0-9]{2,20}$/, 'must be an app id such as A0123ABCD')
    .describe('App id, from "Basic Information".'),
  SLACK_CLIENT_ID: z.string().min(1).describe('Client id of the Slack app.'),
  SLACK_CLIENT_SECRET: z.string().min(8).describe('Client secret of the Slack app.'),
  SLACK_SIGNING_SECRET: z.string().min(8).describe('Signing secret of the Slack app.'),
  SLACK_TRANSPORT: z
    .enum(['http', 'socket'])
    .default('http')
    .describe('How Slack reaches this server: http at PUBLIC_URL, or socket (Socket Mode) for hosts without a public address.'),
  SLACK_APP_LEVEL_TOKEN: z
    .string()
    .regex(/^xapp-[A-Za-z0-9-]+$/, 'must be an app-level token, xapp-...')
    .optional()
    .describe(
      'App-level token: connections:write for SLACK_TRANSPORT=socket, authorizations:read for shared channels. Without the second, an event of a shared channel reaches only the workspace that Slack names first.',
    ),
  SLACK_API_URL: z.url().default('https://slack.com/api/').describe('Where the Web API is; another one only for a stand-in.'),
  SLACK_AUTHORIZE_URL: z.url().default('https://slack.com/oauth/v2/authorize').describe('Where people approve the install.'),
  SLACK_OPENID_URL: z
    .url()
    .default('https://slack.com')
    .transform((value) => value.replace(/\/+$/, ''))
    .describe('Who issues the tokens of Sign in with Slack; another address only for a stand-in.'),
  RECEIPT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'must be the base64url of 32 random bytes')
    .optional()
    .describe('Signs receipts of erasures (Ed25519). Absent: a key is made once and kept sealed in Postgres.'),
  BACKUP_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_650)
    .default(30)
    .describe('How long you keep backups: receipts of erasures say when the last one that may hold what was erased is gone.'),
  TOKEN_KEYS: z
    .string()
    .regex(
      /^\s*[a-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}=?\s*(,\s*[a-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}=?\s*)*$/i,
      'must be entries of "key id:base64url of 32 random bytes"',
    )
    .describe('Keys that seal Slack tokens: "kid:base64url of 32 bytes", comma-separated; the first seals, all open.'),
  ALLOW_CHANNELS: names
    .default([])
    .describe(
      'Names of channels that are allowed as soon as the app is in them; empty: an admin allows each one. "*" at the end matches any ending.',
    ),
  ONBOARDING_MESSAGES: choicesOf(ONBOARDING_MESSAGES).describe(
    'What the app says by itself: welcome (to the installer), invited (to the inviter), reading and done (in the channel); or none.',
  ),
  ...modelSettings.shape,
  ...operatorSettings.shape,
})

/** Everything the server reads from its environment; frozen, units in the names of the schema's descriptions. */
export type ServiceConfig = Readonly<z.infer<typeof service>>
/** The part that verbs without Slack need. */
export type StorageConfig = Readonly<z.infer<typeof storage>>
/** A source of settings: `process.env`, or what the demo and the tests pass in. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads what `api`, `worker` and `all` need. @throws ConfigurationError naming every problem at once. */
export function readServiceConfig(env: Environment): ServiceConfig {
  const config = parse(service, env)
  const { problems } = chooseModels(config)
  if (config.SLACK_TRANSPORT === 'socket' && config.SLACK_APP_LEVEL_TOKEN === undefined)
    problems.push('SLACK_APP_LEVEL_TOKEN is missing: SLACK_TRANSPORT=socket needs it.')
  if (problems.length > 0) throw unusable(problems)
  return config
}
/** Reads what the operator's verbs need. @throws ConfigurationError naming every problem at once. */
export const readStorageConfig = (env: Environment): StorageConfig => parse(storage, env)
/** The environment of this process. */
export const processEnvironment = (): Environment => process.env

/** Name, default and meaning of every setting, for `infra/env.example`. */
export function settingsReference(): { name: string; fallback: string | undefined; required: boolean; meaning: string }[] {
  return Object.entries(service.shape).map(([name, schema]) => {
    const absent = z.safeParse(schema, undefined)
    const fallback = absent.success && absent.data !== undefined && !(name === 'DATA_DIR') ? String(absent.data) : undefined
    return { name, fallback, required: !absent.success, meaning: schema.description ?? '' }
  })
}

function parse<Schema extends z.ZodObject>(schema: Schema, env: Environment): Readonly<z.infer<Schema>> {
  const given: Record<string, string> = {}
  const problems: string[] = []
  for (const name of Object.keys(schema.shape)) {
    const value = settingOf(env, name, problems)
    if (value !== undefined && value !== '') given[name] = value
  }
  const result = schema.safeParse(given)
  for (const issue of result.error?.issues ?? []) {
    const name = issue.path.join('.')
    problems.push(given[name] === undefined ? `${name} is missing: ${schema.shape[name]?.description ?? ''}` : `${name}: ${issue.message}`)
  }
  if (!result.success || problems.length > 0) throw unusable(problems)
  return Object.freeze(result.data)
}

const unusable = (problems: readonly string[]): ConfigurationError =>
  new ConfigurationError(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)

/** `NAME`, or the content of the file that `NAME_FILE` points at. */
function settingOf(env: Environment, name: string, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`]
  if (env[name] !== undefined || !file) return env[name]
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    problems.push(`${name}_FILE: the file cannot be read`)
    return undefined
  }
}
