import { AppError, InvalidInputError, type TeamId } from '@backscroll/core'
import { channelsOf, type Delivery, type InboxEvent, installationsOf, type TeamLease } from '@backscroll/db'
import { type Envelope, eventContextOf, isExtShared } from '@backscroll/slack'
import type { Context } from '../../context.ts'

/** The type of an inbox row that asks for a delivery to be given to everybody else who may see it. */
const FAN_OUT = 'fan-out'
/** Events that say the same to every workspace of a shared channel; the others are about one workspace's own app or list of channels. */
const SAID_TO_ALL =
  /^(message|reaction_(added|removed)|pin_(added|removed)|member_(joined|left)_channel|(channel|group)_(rename|archive|unarchive|deleted|history_changed))$/

/** Slack delivers an event of a shared channel once: the row that asks who else may see it; null when nobody is asked. */
export function fanOutOf(ctx: Context, envelope: Extract<Envelope, { kind: 'event' }>, delivery: Delivery): Delivery | null {
  if (!ctx.eventAuthorizations || !envelope.isForMany || !SAID_TO_ALL.test(envelope.type)) return null
  return { ...delivery, eventId: `${delivery.eventId}:${FAN_OUT}`, type: FAN_OUT }
}

/** Whether an inbox row is a request to fan out. */
export const isFanOut = ({ type }: InboxEvent): boolean => type === FAN_OUT

/**
 * Gives each delivery to every other workspace that Slack authorises and that has this app installed: into its own inbox, and so into
 * its own rows and table. Safe to repeat: a copy has an id of its own. When Slack asks to wait, no attempt is spent.
 * @returns how many could not be given on and are tried again.
 */
export async function fanOut(ctx: Context, lease: TeamLease, deliveries: readonly InboxEvent[]): Promise<number> {
  let left = 0
  let waitMs: number | null = null
  for (const delivery of deliveries) {
    try {
      if (waitMs === null) await giveOn(ctx, lease, delivery)
    } catch (error) {
      waitMs = error instanceof AppError && error.code !== 'lease_lost' ? error.retryAfterMs : null
      if (waitMs === null) {
        await lease.setAside(delivery, error)
        left += 1
      }
    }
    if (waitMs !== null) await lease.postpone(delivery, waitMs)
  }
  return left
}

async function giveOn(ctx: Context, lease: TeamLease, delivery: InboxEvent): Promise<void> {
  const { appId, channelId, body, retryNum } = delivery
  const eventId = delivery.eventId.slice(0, -(FAN_OUT.length + 1))
  const { type } = (JSON.parse(body) as { event: { type: string } }).event
  for (const teamId of await whoMaySee(ctx, lease.teamId, delivery)) {
    if (teamId === lease.teamId || !(await isInstalled(ctx, teamId))) continue
    await ctx.inbox.add({ eventId: `${eventId}:${teamId}`, teamId, appId, channelId, type, body, retryNum })
  }
  await lease.commit([delivery], async () => {})
  ctx.wake.notify()
}

/** Of an org-wide install every delivery looks as if others might see it: Slack is asked only about channels that are shared, or not known. */
async function whoMaySee(ctx: Context, teamId: TeamId, { body, channelId }: InboxEvent): Promise<readonly TeamId[]> {
  const delivery: unknown = JSON.parse(body)
  if (!isExtShared(delivery) && channelId !== null) {
    const channel = await ctx.db.withTenant(teamId, (tx) => channelsOf(tx).get(channelId))
    if (channel && !channel.isOrgShared && !channel.isExtShared) return []
  }
  const context = eventContextOf(delivery)
  if (context === null || !ctx.eventAuthorizations) throw new InvalidInputError('nobody can be asked who may see this delivery')
  return ctx.eventAuthorizations(context)
}

const isInstalled = (ctx: Context, teamId: TeamId): Promise<boolean> =>
  ctx.db.withTenant(teamId, async (tx) => (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null)
