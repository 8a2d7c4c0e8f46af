import { z } from 'zod'
import { pageOf, paging, person, slackChannelId, slackUserId } from './paging.ts'

export const auditRow = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: person.extend({ kind: z.string() }),
    /** `noun.verb`. */
    action: z.string(),
    target: z.string(),
    /** What changed: names and values, never the text of a message. */
    diff: z.json(),
    /** The same in one sentence. */
    sentence: z.string(),
  })
  .meta({ id: 'AuditRow' })
export type AuditRow = z.output<typeof auditRow>
export const auditList = pageOf(auditRow).meta({ id: 'AuditList' })
export const auditQuery = z.strictObject({
  ...paging(200, 50),
  actor: z.string().max(64, 'is no actor').optional(),
  action: z
    .string()
    .regex(/^[a-z.-]{1,64}$/, 'is no action')
    .optional(),
  from: z.iso.date('must be a day such as 2026-03-01').optional(),
  to: z.iso.date('must be a day such as 2026-03-01').optional(),
})
export type AuditQuery = z.output<typeof auditQuery>

/** What goes into an export. Messages of private channels only where the owner is a member; the others are counted. */
export const exportParts = ['messages', 'answers', 'audit', 'settings'] as const
export const newExport = z
  .strictObject({
    parts: z.array(z.enum(exportParts)).min(1, 'must name one part at least').default(['messages', 'answers', 'audit', 'settings']),
    format: z.enum(['jsonl', 'csv']).default('jsonl'),
    channelIds: z.array(slackChannelId).max(1_000, 'may name 1,000 channels at most').optional(),
    /** Everything of one person instead: their own messages, questions and answers. Members may ask for their own. */
    person: slackUserId.optional(),
  })
  .meta({ id: 'NewExport' })
export type NewExport = z.output<typeof newExport>
export const exportRow = z
  .object({
    id: z.string(),
    requestedBy: person,
    parts: z.array(z.string()),
    person: person.nullable(),
    format: z.enum(['jsonl', 'csv']),
    state: z.enum(['waiting', 'running', 'ready', 'failed', 'expired']),
    reason: z.string().nullable(),
    rows: z.int().nullable(),
    sizeBytes: z.int().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    /** Only for whoever asked for it; takes ranges. */
    href: z.string().nullable(),
  })
  .meta({ id: 'Export' })
export type ExportRow = z.output<typeof exportRow>
export const exportList = pageOf(exportRow).meta({ id: 'ExportList' })
export const exportParams = z.object({ exportId: z.uuid('is no id of an export') })

const erasureKinds = ['channel', 'person', 'team', 'message', 'thread', 'period'] as const
const permalink = z.string().min(1, 'must not be empty').max(500, 'is too long')
const moment = z.iso.datetime({ offset: true, error: 'must be a moment such as 2026-03-01T00:00:00Z' })

/**
 * Erases for good. `confirm` is typed by a person: the channel's or person's id, `channel:timestamp` of the message or the first one of the thread,
 * `from/to` of the period as they are given, or the workspace's domain; a preview tells it. A period holds its beginning and not its end, and
 * ends now at the latest.
 */
export const newErasure = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('channel'), channelId: slackChannelId, confirm: z.string() }),
    z.strictObject({ kind: z.literal('person'), userId: slackUserId, confirm: z.string() }),
    z.strictObject({ kind: z.literal('team'), confirm: z.string() }),
    z.strictObject({ kind: z.literal('message'), permalink, confirm: z.string() }),
    z.strictObject({ kind: z.literal('thread'), permalink, confirm: z.string() }),
    z.strictObject({ kind: z.literal('period'), from: moment, to: moment, channelId: slackChannelId.optional(), confirm: z.string() }),
  ])
  .meta({ id: 'NewErasure' })
export type NewErasure = z.output<typeof newErasure>
export const erasureRow = z
  .object({
    id: z.string(),
    kind: z.enum(erasureKinds),
    /** An id, `channel:timestamp`, or `from/to` with the channel behind it. */
    target: z.string(),
    /** What it is called, or the channel it is in; null where the caller may not know. */
    targetName: z.string().nullable(),
    requestedBy: person,
    state: z.enum(['waiting', 'running', 'finished', 'failed']),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    /** Rows and objects per store, before and after. */
    counts: z.record(z.string(), z.object({ before: z.int(), after: z.int() })),
    /** Signed (JWS, Ed25519), to be kept and verified without this server. Null until it is finished. */
    receipt: z.string().nullable(),
  })
  .meta({ id: 'Erasure' })
export type ErasureRow = z.output<typeof erasureRow>
export const erasureList = pageOf(erasureRow).meta({ id: 'ErasureList' })
/** What an erasure would be about, as `newErasure` has it. */
export const erasureQuery = z.strictObject({
  kind: z.enum(['channel', 'person', 'message', 'thread', 'period']),
  channelId: slackChannelId.optional(),
  userId: slackUserId.optional(),
  permalink: permalink.optional(),
  from: moment.optional(),
  to: moment.optional(),
})
export type ErasureQuery = z.output<typeof erasureQuery>
export const erasurePreview = z
  .object({
    kind: z.enum(erasureKinds),
    target: z.string(),
    /** What has to be typed. */
    confirm: z.string(),
    messages: z.int(),
    /** Questions asked there, with their answers. */
    questions: z.int(),
    /** Answers anywhere that were made from these messages: they lose what they took from them. */
    answersFromThem: z.int(),
    /** Messages of the app in Slack that are taken back. */
    posts: z.int(),
    /** Why it cannot be erased now; null when it can. */
    obstacle: z.string().nullable(),
  })
  .meta({ id: 'ErasurePreview' })
export type ErasurePreview = z.output<typeof erasurePreview>
export const erasureParams = z.object({ erasureId: z.uuid('is no id of an erasure') })
export const listQuery = z.strictObject({ ...paging(100, 50) })

export const teamStatus = z
  .object({ state: z.enum(['installing', 'active', 'paused', 'uninstalled', 'erasing']), eraseAfter: z.iso.datetime().nullable() })
  .meta({ id: 'TeamStatus' })
export type TeamStatus = z.output<typeof teamStatus>
/** Pausing stops reading and answering and loses nothing. */
export const teamStatusChange = z.strictObject({ state: z.enum(['active', 'paused']) }).meta({ id: 'TeamStatusChange' })

export const compliance = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    exports: z.int(),
    erasures: z.int(),
    policyChanges: z.int(),
    settingChanges: z.int(),
    roleChanges: z.int(),
    retentionRuns: z.int(),
    messagesExpired: z.int(),
    /** From the moment a deletion was received until the text was gone; null without one. */
    deletionLagSeconds: z.object({ p50: z.number(), p95: z.number() }).nullable(),
    legalHolds: z.int(),
    lastActions: z.array(auditRow),
  })
  .meta({ id: 'Compliance' })
export type Compliance = z.output<typeof compliance>
