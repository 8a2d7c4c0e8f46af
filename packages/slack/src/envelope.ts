import { type ChannelId, channelId, type TeamId } from '@backscroll/core'
import { z } from 'zod'
import { opaque, teamField } from './fields.ts'
import { listOf, recordOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** What the events door needs to know before it stores a delivery. */
export type Envelope =
  | { kind: 'url_verification'; challenge: string }
  | {
      kind: 'event'
      /** Unique over all of Slack: the key for deduplication. */
      eventId: string
      /** The tenant: the installation Slack delivers to, not the author's team. */
      teamId: TeamId
      appId: string
      channelId: ChannelId | null
      /** The inner event's type, e.g. `message`. */
      type: string
      /** Milliseconds since the epoch, whole seconds. */
      eventTimeMs: number
      /** Other installations may see the event as well: Slack names only one of them in a delivery. */
      isForMany: boolean
    }
  /** Something changed for an org-wide installation: which workspaces it may work in, or whether it still exists. */
  | { kind: 'org_changed'; appId: string; enterpriseId: string }
  /** Deliveries of this minute are lost; `minuteMs` is its start in milliseconds since the epoch. */
  | { kind: 'rate_limited'; teamId: TeamId; appId: string; minuteMs: number }

const seconds = z.number().int().nonnegative().max(999_999_999_999)
const eventContext = z.string().regex(/^[\x21-\x7e]{1,2000}$/)
const verification = z.object({ challenge: z.string().min(1).max(2_000) })
const rateLimited = z.object({ team_id: teamField, api_app_id: opaque, minute_rate_limited: seconds })
/** Every delivery passes here before its 200: plain fields only, what they mean is read in code. */
const delivery = z.object({
  type: z.literal('event_callback'),
  api_app_id: opaque,
  event_id: opaque,
  event_time: seconds,
  event: z.object({ type: z.string().regex(/^[a-z][a-z0-9_.]{0,79}$/) }),
})

/** Reads the outer part of a parsed Events API request. @throws InvalidInputError on anything that is not one. */
export function readEnvelope(body: unknown): Envelope {
  const outer = recordOf(body)
  if (outer.type === 'url_verification') {
    return { kind: 'url_verification', challenge: parseAs(verification, body, 'The verification request').challenge }
  }
  if (outer.type === 'app_rate_limited') return readRateLimited(body)
  const event = recordOf(outer.event)
  if (event.type === 'app_rate_limited') return readRateLimited(event)
  const read = parseAs(delivery, body, 'The delivery')
  const enterpriseId = changedOrg(outer, read.event.type)
  if (enterpriseId !== null) return { kind: 'org_changed', appId: read.api_app_id, enterpriseId }
  return {
    kind: 'event',
    eventId: read.event_id,
    teamId: parseAs(teamField, authorizedTeam(outer) ?? outer.team_id, 'The team of the delivery'),
    appId: read.api_app_id,
    channelId: channelOf(event),
    type: read.event.type,
    eventTimeMs: read.event_time * 1000,
    isForMany: isExtShared(outer) || recordOf(listOf(outer.authorizations)[0]).is_enterprise_install === true,
  }
}

/** Whether a delivery says that its channel is shared with another organization. */
export const isExtShared = (body: unknown): boolean => recordOf(body).is_ext_shared_channel === true

/** What a delivery is called when Slack is asked who may see it; null when it has no such name. */
export const eventContextOf = (body: unknown): string | null => eventContext.safeParse(recordOf(body).event_context).data ?? null

function readRateLimited(body: unknown): Envelope {
  const read = parseAs(rateLimited, body, 'The rate limit notice')
  return { kind: 'rate_limited', teamId: read.team_id, appId: read.api_app_id, minuteMs: read.minute_rate_limited * 1000 }
}

/** In a shared channel the outer team mirrors the first authorization, which is the installation that may see the event. */
function authorizedTeam(outer: Readonly<Record<string, unknown>>): unknown {
  return recordOf(listOf(outer.authorizations)[0]).team_id || undefined
}

function channelOf(event: Readonly<Record<string, unknown>>): ChannelId | null {
  const candidate = [event.channel, event.channel_id, recordOf(event.channel).id, recordOf(event.item).channel].find(
    (value) => typeof value === 'string',
  )
  try {
    return channelId(candidate)
  } catch {
    return null
  }
}

const ORG_EVENTS = new Set(['team_access_granted', 'team_access_revoked'])
const END_EVENTS = new Set(['app_uninstalled', 'tokens_revoked'])

/** @returns the organization whose grants or whose installation an event is about; null for every other event. */
function changedOrg(outer: Readonly<Record<string, unknown>>, type: string): string | null {
  const authorization = recordOf(listOf(outer.authorizations)[0])
  const isAboutOrg = ORG_EVENTS.has(type) || (END_EVENTS.has(type) && authorization.is_enterprise_install === true)
  if (!isAboutOrg) return null
  const candidate = [authorization.enterprise_id, outer.enterprise_id, outer.team_id].find(
    (id) => typeof id === 'string' && /^E[A-Z0-9]{1,29}$/.test(id),
  )
  return typeof candidate === 'string' ? candidate : null
}
