import { z } from 'zod'
import { idsInAddress, inAddress, listInAddress, pageOf, paging, person, slackChannelId } from './paging.ts'

export const channelPolicies = ['pending', 'allowed', 'excluded'] as const
export const channelStatuses = ['pending', 'reading', 'ready', 'partial', 'failed', 'paused', 'excluded', 'leaving'] as const
/** How far back a channel is kept: days, or null for as long as the workspace says. */
const retentionDays = z.int('must be a whole number of days').min(1, 'must be 1 at least').max(3_650, 'must be 3650 at most').nullable()

export const channelRow = z
  .object({
    channelId: z.string(),
    /** Null for a private channel that the viewer is not in. */
    name: z.string().nullable(),
    isPrivate: z.boolean(),
    isArchived: z.boolean(),
    isShared: z.boolean(),
    botIsMember: z.boolean(),
    memberCount: z.int().nullable(),
    policy: z.enum(channelPolicies),
    status: z.enum(channelStatuses),
    /** Why it is not ready, in one sentence that says what to do. */
    reason: z.string().nullable(),
    messages: z.object({
      stored: z.int(),
      indexed: z.int(),
      /** Slack's own number is not known before it is read: null until then. */
      expected: z.int().nullable(),
    }),
    /** Seconds until it is read, at the pace of now. */
    etaSeconds: z.int().nullable(),
    lastMessageAt: z.iso.datetime().nullable(),
    answersEnabled: z.boolean(),
    retentionDays,
    /** What holds: its own days, or those of the workspace. */
    keptDays: z.int(),
    legalHold: z.boolean(),
    priority: z.int(),
    /** When what was read goes, after the channel was excluded; until then it can be taken back. */
    purgeAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Channel' })
export type ChannelRow = z.output<typeof channelRow>
export const channelList = pageOf(channelRow)
  .extend({
    /** Of the whole workspace, whatever the filter. */
    counts: z.object({ all: z.int(), pending: z.int(), allowed: z.int(), excluded: z.int() }),
  })
  .meta({ id: 'ChannelList' })
export type ChannelList = z.output<typeof channelList>
export const channelsQuery = z.strictObject({
  ...paging(500, 100),
  /** Part of a name, or an id. */
  search: z.string().trim().max(100, 'may hold 100 characters at most').optional(),
  policy: listInAddress(channelPolicies).optional(),
  status: listInAddress(channelStatuses).optional(),
  private: z.enum(['yes', 'no']).optional(),
  sort: z.enum(['name', 'messages', 'last']).default('name'),
})
export type ChannelsQuery = z.output<typeof channelsQuery>
/** Channels that the caller may read, to choose from: the best for a name, or the ones that are named. */
export const readableQuery = z.strictObject({
  /** Part of a name. */
  name: z.string().trim().max(100, 'may hold 100 characters at most').optional(),
  /** Channel ids, comma-separated; those that may not be read are missing in the answer. */
  ids: idsInAddress(slackChannelId).optional(),
})
export const readableChannels = z
  .object({
    data: z.array(z.object({ channelId: z.string(), name: z.string(), isPrivate: z.boolean() })),
    /** That may be read at all. */
    total: z.int(),
  })
  .meta({ id: 'ReadableChannels' })
export type ReadableChannels = z.output<typeof readableChannels>
export const channelParams = z.object({ channelId: slackChannelId })

export const channelDetail = channelRow
  .extend({
    topic: z.string(),
    purpose: z.string(),
    /** What is read, from new to old; a hole between two is not read. */
    coverage: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), isComplete: z.boolean(), threadsComplete: z.boolean() })),
    reading: z.object({
      /** How far back it has come. */
      reachedAt: z.iso.datetime().nullable(),
      pages: z.int().nullable(),
      threadsWaiting: z.int(),
      /** Slack asked to wait until then. */
      waitsUntil: z.iso.datetime().nullable(),
      rateClass: z.enum(['unknown', 'full', 'capped']),
    }),
    passages: z.int(),
    /**
     * Questions of the last 30 days whose answers cite this channel, and its share of what models cost for them: that of its citations among all of
     * theirs. What indexing costs is not known per channel. Null for a viewer who may not read the channel.
     */
    cost: z.object({ questions: z.int(), usd: z.number() }).nullable(),
    policyBy: person.nullable(),
    policyAt: z.iso.datetime().nullable(),
    /** The viewer may read it in Slack. */
    canRead: z.boolean(),
  })
  .meta({ id: 'ChannelDetail' })
export type ChannelDetail = z.output<typeof channelDetail>

export const channelChange = z
  .strictObject({
    retentionDays: retentionDays.optional(),
    legalHold: z.boolean().optional(),
    answersEnabled: z.boolean().optional(),
    priority: z.int().min(-100, 'must be -100 at least').max(100, 'must be 100 at most').optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .meta({ id: 'ChannelChange' })
export type ChannelChange = z.output<typeof channelChange>

/** Allows or excludes channels, many at once. Excluding keeps what was read for the grace period; allowing again within it takes it back. */
export const policyChange = z
  .strictObject({
    channelIds: z.array(slackChannelId).min(1, 'must name one channel at least').max(1_000, 'may name 1,000 channels at most'),
    policy: z.enum(['allowed', 'excluded']),
  })
  .meta({ id: 'PolicyChange' })
export type PolicyChange = z.output<typeof policyChange>
export const policyChanged = z
  .object({
    changed: z.array(z.string()),
    /** Already so. */
    unchanged: z.array(z.string()),
    /** Each with the reason. */
    refused: z.array(z.object({ channelId: z.string(), reason: z.string() })),
    purgeAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PolicyChanged' })
export type PolicyChanged = z.output<typeof policyChanged>

export const whyQuery = z.strictObject({
  channel: z.string().trim().min(1, 'must not be empty').max(100, 'may hold 100 characters at most'),
})
/** Why the app does not answer from a channel: the steps in order, the first that is not done is the cause. */
export const whyAnswer = z
  .object({
    channelId: z.string().nullable(),
    steps: z.array(z.object({ name: z.string(), state: z.enum(['done', 'missing', 'unknown']), detail: z.string() })),
    sentence: z.string(),
  })
  .meta({ id: 'WhyNotVisible' })
export type WhyAnswer = z.output<typeof whyAnswer>
export const limitQuery = z.strictObject({ limit: inAddress(1, 100).default(20) })
