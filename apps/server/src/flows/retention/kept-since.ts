import { FREE_PLAN_DAYS, keptDays, keptSince, type MessageTs, settingsFrom } from '@backscroll/core'
import { type RetentionFacts, retentionOf, type TenantTx } from '@backscroll/db'

/** Slack says with every page whether its plan hides something: what it said this long ago may be over. */
const LIMITED_FOR_MS = 30 * 86_400_000

/** How many days of a channel are kept; null for all. */
export type KeptDaysOf = (channelId: string) => number | null

/** Messages before this moment go; those that bear the reaction do not. */
export interface RetentionBound {
  before: MessageTs
  exceptReaction: string | null
}

/** How long each channel of a team is kept, as admins have decided: how far back it is worth asking Slack. */
export async function keptDaysIn(tx: TenantTx): Promise<KeptDaysOf> {
  const facts = await retentionOf(tx).facts()
  return (channelId) => keptDays(wordOn(facts, channelId))
}

/**
 * What of each channel goes, with so many days more: what is older than admins have decided but for messages with their reaction, and whatever
 * Slack's free plan hides.
 */
export async function retentionBoundsIn(
  tx: TenantTx,
  { nowMs, slackDays = 0 }: { nowMs: number; slackDays?: number },
): Promise<(channelId: string) => RetentionBound[]> {
  const facts = await retentionOf(tx).facts()
  const { keep_reaction: exceptReaction } = settingsFrom(facts.settings)
  const isLimited = facts.limitedAtMs !== null && facts.limitedAtMs > nowMs - LIMITED_FOR_MS
  const since = (days: number): MessageTs => keptSince(days + slackDays, nowMs)
  return (channelId) => {
    const word = wordOn(facts, channelId)
    const days = keptDays(word)
    return [
      ...(days === null ? [] : [{ before: since(days), exceptReaction }]),
      ...(isLimited && !word.isOnHold ? [{ before: since(FREE_PLAN_DAYS), exceptReaction: null }] : []),
    ]
  }
}

function wordOn({ settings, exceptions }: RetentionFacts, channelId: string) {
  const said = exceptions.get(channelId)
  const teamDays = settingsFrom(settings).retention_days
  return { teamDays, channelDays: said?.retentionDays ?? null, isOnHold: said?.legalHold ?? false }
}
