import { keptDays, keptSince, type MessageTs, settingsFrom } from '@backscroll/core'
import { retentionOf, type TenantTx } from '@backscroll/db'

/** Slack says with every page whether its plan hides something: what it said this long ago may be over. */
const LIMITED_FOR_MS = 30 * 86_400_000

/** How many days of a channel are kept; null for all. */
export type KeptDaysOf = (channelId: string) => number | null

/**
 * How long each channel of a team is kept. @param word `shown` counts what Slack's free plan hides as past its time; `decided` is what admins have
 * said, and how far back it is worth asking Slack.
 */
export async function keptDaysIn(tx: TenantTx, { nowMs, word }: { nowMs: number; word: 'shown' | 'decided' }): Promise<KeptDaysOf> {
  const { settings, limitedAtMs, exceptions } = await retentionOf(tx).facts()
  const teamDays = settingsFrom(settings).retention_days
  const isLimited = word === 'shown' && limitedAtMs !== null && limitedAtMs > nowMs - LIMITED_FOR_MS
  return (channelId) => {
    const said = exceptions.get(channelId)
    return keptDays({ teamDays, channelDays: said?.retentionDays ?? null, isOnHold: said?.legalHold ?? false, isLimited })
  }
}

/** Where what is kept of each channel begins, with so many days more; null: at the beginning. */
export async function keptSinceIn(
  tx: TenantTx,
  { nowMs, slackDays = 0 }: { nowMs: number; slackDays?: number },
): Promise<(channelId: string) => MessageTs | null> {
  const days = await keptDaysIn(tx, { nowMs, word: 'shown' })
  return (channelId) => {
    const kept = days(channelId)
    return kept === null ? null : keptSince(kept + slackDays, nowMs)
  }
}
