import type {
  ApiKeyRow,
  AuditRow,
  Compliance,
  InviteRow,
  MadeApiKey,
  MadeInvite,
  Member,
  OpenSession,
  Person,
  Settings,
  SettingsValues,
  System,
  Usage,
} from '@backscroll/contracts'
import { hoursAgo, maya, tom } from './answers-of-company.ts'
import type { Answers } from './stand-in-api.ts'
import { erasureRows, exportRows } from './taken-out.ts'

const daysAgo = (days: number): string => hoursAgo(24 * days).slice(0, 10)
const ines: Person = { userId: 'U0INES', name: 'Inês Albuquerque-Vasconcelos' }
const pageOf = <Row>(data: Row[], nextCursor: string | null = null) => ({ data, nextCursor, hasMore: nextCursor !== null })

const defaults: SettingsValues = {
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
  retention_days: 3_650,
  keep_reaction: null,
  exclude_grace_hours: 72,
  erase_after_hours: 24,
}
export const settings: Settings = {
  version: 7,
  values: {
    ...defaults,
    answer_tone: 'friendly',
    retention_days: 400,
    allowed_askers: 'chosen',
    asker_ids: ['U0INES', 'S0SUPPORT', 'U0GONE'],
    custom_instructions: 'Call our customers members.',
    hard_cap: false,
  },
  defaults,
  updatedBy: tom,
  updatedAt: hoursAgo(30),
  models: ['command-a-03-2025', 'command-r7b-12-2024'],
  notes: [
    { setting: 'backfill_days', sentence: 'This server reads 90 days back.' },
    { setting: 'sync_schedule', sentence: 'Times are those of Europe/Berlin, the time zone of whoever installed the app.' },
  ],
}

const usageRow = (day: number, purpose: string, model: string, more: Partial<Usage['rows'][number]>): Usage['rows'][number] => ({
  day: daysAgo(day),
  purpose,
  provider: 'cohere',
  model,
  calls: 120,
  cached: 14,
  failures: 0,
  inputTokens: 410_000,
  outputTokens: 18_000,
  searchUnits: 0,
  costUsd: 1.2 + (day % 5) * 0.4,
  isEstimate: false,
  ...more,
})
const usage: Usage = {
  from: daysAgo(29),
  to: daysAgo(0),
  rows: Array.from({ length: 28 }, (_, day) => day).flatMap((day) => [
    usageRow(day, 'answer', 'command-a-03-2025', { failures: day === 3 ? 2 : 0 }),
    usageRow(day, 'embed', 'embed-v4.0', { outputTokens: 0, costUsd: 0.05, isEstimate: day === 1 }),
    usageRow(day, 'rerank', 'rerank-v4.0-fast', { inputTokens: 0, outputTokens: 0, searchUnits: 40, costUsd: 0.08 }),
  ]),
  totals: { calls: 10_080, inputTokens: 22_960_000, outputTokens: 504_000, searchUnits: 1_120, costUsd: 58.4 },
  budget: { dayUsd: 10, alertPercent: 80, hardCap: true, spentTodayUsd: 8.4 },
  topChannels: [
    { channelId: 'C0BACKEND', name: 'eng-backend', questions: 91, costUsd: 12.4 },
    { channelId: 'C0GENERAL', name: 'general', questions: 40, costUsd: 3.02 },
  ],
  prices: [
    { provider: 'cohere', model: 'command-a-03-2025', unit: 'input token', usdPerMillion: 2.5, validFrom: '2026-01-01', note: null },
    { provider: 'cohere', model: 'command-a-03-2025', unit: 'output token', usdPerMillion: 10, validFrom: '2026-01-01', note: null },
    {
      provider: 'cohere',
      model: 'rerank-v4.0-fast',
      unit: 'search unit',
      usdPerMillion: 2_000,
      validFrom: '2026-03-01',
      note: 'from the list of March',
    },
  ],
}

const member = (user: Person, role: Member['role'], more: Partial<Member> = {}): Member => ({
  user,
  role,
  origin: 'given',
  isSlackAdmin: false,
  isGuest: false,
  hasLeft: false,
  isLastOwner: false,
  grantedBy: maya,
  grantedAt: hoursAgo(900),
  lastSignInAt: hoursAgo(5),
  openSessions: 1,
  deactivated: null,
  ...more,
})
const members = [
  member(maya, 'owner', { isLastOwner: true, grantedBy: null, openSessions: 2 }),
  member(tom, 'admin', { origin: 'slack', isSlackAdmin: true, grantedBy: null, grantedAt: null }),
  member(ines, 'analyst', { lastSignInAt: null, openSessions: 0 }),
  member({ userId: 'U0GUEST', name: 'guest@partner.example' }, 'viewer', {
    isGuest: true,
    origin: 'slack',
    grantedBy: null,
    grantedAt: null,
  }),
  member({ userId: 'U0LEFT', name: 'Olaf Brandt' }, 'analyst', { openSessions: 0, deactivated: { by: maya, at: hoursAgo(48) } }),
]
const invite = (id: string, user: Person, state: InviteRow['state'], more: Partial<InviteRow> = {}): InviteRow => ({
  id: `0f8b6f5e-6c1b-4f0b-9b63-00000000002${id}`,
  user,
  role: 'analyst',
  invitedBy: maya,
  state,
  createdAt: hoursAgo(30),
  expiresAt: hoursAgo(-138),
  sentAt: null,
  endedAt: null,
  ...more,
})
const invites = [
  invite('1', { userId: 'U0TOMA', name: 'Tomás Ruiz' }, 'open', { sentAt: hoursAgo(29) }),
  invite('2', ines, 'redeemed', { endedAt: hoursAgo(20) }),
  invite('3', tom, 'expired', { role: 'admin', createdAt: hoursAgo(400), expiresAt: hoursAgo(232) }),
]
/** The answer to a new invitation. */
export const madeInvite: MadeInvite = {
  ...invite('4', { userId: 'U0TOMA', name: 'Tomás Ruiz' }, 'open'),
  url: 'https://backscroll.example/invite/abcdefghijklmnopqrstuvwxyz01234567890123456',
}

const session = (id: string, user: Person, browser: string | null, isCurrent: boolean): OpenSession => ({
  id,
  user,
  isCurrent,
  createdAt: hoursAgo(70),
  lastSeenAt: hoursAgo(isCurrent ? 0.01 : 9),
  expiresAt: hoursAgo(-600),
  browser,
})
const mine = [
  session('00000000000000aa', maya, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', true),
  session('00000000000000bb', maya, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', false),
]

const key = (prefix: string, state: ApiKeyRow['state'], more: Partial<ApiKeyRow> = {}): ApiKeyRow => ({
  prefix,
  scopes: ['search', 'ask'],
  actsAs: maya,
  state,
  createdAt: hoursAgo(300),
  expiresAt: hoursAgo(-1_900),
  lastUsedAt: hoursAgo(0.4),
  ...more,
})
const keys = [
  key('abcdefgh2345', 'active'),
  key('zyxwvuts7654', 'expired', { scopes: ['audit'], expiresAt: hoursAgo(20), lastUsedAt: null }),
  key('mnopqrst3333', 'revoked', { actsAs: tom }),
  key('qrstuvwx4444', 'stopped', { actsAs: { userId: 'U0LEFT', name: 'Olaf Brandt' } }),
]

const audit = (id: string, action: string, sentence: string, diff: AuditRow['diff'], actor: Person = maya): AuditRow => ({
  id,
  at: hoursAgo(Number(id)),
  actor: { ...actor, kind: 'user' },
  action,
  target: 'settings',
  diff,
  sentence,
})
const log = [
  audit('1', 'settings.change', 'Maya Okafor changed Tone from professional to friendly.', {
    answer_tone: { from: 'professional', to: 'friendly' },
  }),
  audit('2', 'channel.allowed', 'Tom Weir allowed 3 channels.', { channels: ['C0GENERAL', 'C0BACKEND', 'C0OPS'], policy: 'allowed' }, tom),
  audit('30', 'key.created', 'Maya Okafor made the key abcdefgh2345.', { prefix: 'abcdefgh2345', scopes: ['search', 'ask'], days: 90 }),
  audit(
    '49',
    'retention.run',
    'Backscroll erased 1,204 old messages.',
    { messages: 1_204, channels: 6 },
    { userId: 'system', name: 'Backscroll' },
  ),
]

const compliance: Compliance = {
  from: hoursAgo(720),
  to: hoursAgo(0),
  exports: 4,
  erasures: 2,
  policyChanges: 11,
  settingChanges: 6,
  roleChanges: 2,
  retentionRuns: 30,
  messagesExpired: 12_040,
  deletionLagSeconds: { p50: 0.8, p95: 3.1 },
  legalHolds: 1,
  lastActions: log,
}
const system: System = {
  version: '0.1.0',
  score: 80,
  state: 'warning',
  parts: [
    { name: 'database', state: 'ok', detail: 'answers in 1 ms, 12 of 100 connections', remedy: null },
    { name: 'search index', state: 'ok', detail: '2 workspaces, 182,004 rows', remedy: null },
    { name: 'slack', state: 'warning', detail: 'one workspace waits 40 s for Slack’s limit', remedy: 'Wait: it goes on by itself.' },
    { name: 'models', state: 'off', detail: 'no key: answers are quotes', remedy: 'Set COHERE_API_KEY for written answers.' },
  ],
  migrations: { applied: 61, waiting: 0 },
  teams: { active: 2, paused: 1 },
}

/** The answer to a new key. */
export const madeKey: MadeApiKey = { ...key('newkey234567', 'active'), key: 'bsk_newkey234567_5f4dcc3b5aa765d61d8327deb882cf99' }

/** What the pages that govern a workspace show, in the shapes of the contracts. */
export const governed: Answers = {
  getSettings: settings,
  listAskers: {
    chosen: [
      { id: ines.userId, name: ines.name },
      { id: 'S0SUPPORT', name: 'Customer support and success' },
      { id: 'U0GONE', name: 'U0GONE' },
    ],
    groups: [
      { id: 'S0SUPPORT', name: 'Customer support and success', handle: 'support', people: 14 },
      { id: 'S0SRE', name: 'Site reliability', handle: 'sre', people: 1 },
    ],
    groupsUnread: null,
  },
  getUsage: usage,
  listMembers: pageOf(members, 'more'),
  listInvites: pageOf(invites),
  findPeople: {
    data: [
      { ...tom, role: 'admin' },
      { userId: 'U0TOMA', name: 'Tomás Ruiz', role: null },
    ],
  },
  listSessions: (query) => pageOf(query.get('of') === 'team' ? [...mine, session('00000000000000cc', tom, null, false)] : mine),
  listKeys: pageOf(keys),
  listAudit: (query) => pageOf(query.get('action') === 'team.paused' ? [] : log, 'more'),
  listExports: pageOf(exportRows),
  listErasures: pageOf(erasureRows),
  getCompliance: compliance,
  getTeamStatus: { state: 'active', eraseAfter: null },
  getSystem: system,
  listPrices: { data: usage.prices.map((price) => ({ ...price, isEstimate: price.note !== null, editedBy: 'operator:root' })) },
}
