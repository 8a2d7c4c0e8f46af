import { InvalidInputError } from '@backscroll/core'
import { readEnvelope } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { noteLostEvents } from '../reading/note-lost-events.ts'
import { fanOutOf } from './fan-out.ts'

/** A verified request of Slack's Events API. */
export interface IncomingDelivery {
  text: string
  parsed: unknown
  retryNum: number
}

/**
 * Stores a delivery durably, once per event id. Only its envelope is read here.
 * @throws InvalidInputError for anything that is not a delivery for this app; OverloadedError when too much is waiting.
 */
export async function acceptDelivery(ctx: Context, { text, parsed, retryNum }: IncomingDelivery): Promise<{ challenge?: string }> {
  const startedMs = performance.now()
  const envelope = readEnvelope(parsed)
  if (envelope.kind === 'url_verification') return { challenge: envelope.challenge }
  if (envelope.appId !== ctx.config.SLACK_APP_ID) throw new InvalidInputError('this delivery is meant for another app')
  if (envelope.kind === 'org_changed') {
    await ctx.enqueue('org.sync', { enterpriseId: envelope.enterpriseId })
    return {}
  }
  if (envelope.kind === 'rate_limited') {
    const { teamId, minuteMs } = envelope
    ctx.telemetry.notice('Slack left deliveries out: this team passed 30,000 in an hour', { teamId, minuteMs })
    await noteLostEvents(ctx, { teamId, sinceMs: minuteMs, trigger: 'rate-limited' })
    return {}
  }
  const { eventId, teamId, appId, channelId, type } = envelope
  const delivery = { eventId, teamId, appId, channelId, type, body: text, retryNum }
  const forOthers = fanOutOf(ctx, envelope, delivery)
  await (forOthers ? Promise.all([ctx.inbox.add(delivery), ctx.inbox.add(forOthers)]) : ctx.inbox.add(delivery))
  ctx.telemetry.deliveryReceived({ eventId, type, tookMs: performance.now() - startedMs })
  ctx.wake.notify()
  return {}
}
