/** A passage about a topic, of somebody. */
export interface ExpertPassage {
  /** Names the message, for a link. */
  messageId: string
  userId: string
  postedAtMs: number
  /** How well it fits the topic, 0 to 1. */
  score: number
  /** It replies to somebody else's question. */
  isAnswer: boolean
  /** Somebody thanked for it or marked it as the answer. */
  isThanked: boolean
}

/** Somebody who has shown to know a topic. */
export interface Expert {
  userId: string
  /** Only orders. */
  score: number
  authored: number
  answered: number
  thanked: number
  /** Of the best passages, best first, at most 3. */
  messageIds: string[]
}

const RECENT_DAYS = 180
const HALF_LIFE_DAYS = 180
const DAY_MS = 86_400_000
const MAX_SAMPLES = 3
/** Of one person, further passages count less and less: ten short remarks are no thanked answer. */
const FURTHER = 0.7

/**
 * Ranks people by what they wrote about a topic: answers count twice, thanked ones three times a plain message; what is older than 180 days halves
 * with every further 180. Passages are those that the asker may read.
 * @param isLeftOut people who opted out, bots and whoever asks.
 */
export function expertsOn(
  passages: readonly ExpertPassage[],
  { nowMs, limit, isLeftOut }: { nowMs: number; limit: number; isLeftOut: (userId: string) => boolean },
): Expert[] {
  const oncePerMessage = [
    ...new Map(passages.toSorted((a, b) => a.score - b.score).map((passage) => [passage.messageId, passage])).values(),
  ]
  const byPerson = Map.groupBy(
    oncePerMessage.filter(({ userId }) => !isLeftOut(userId)),
    ({ userId }) => userId,
  )
  return [...byPerson]
    .map(([userId, own]) => expertOf(userId, own, nowMs))
    .sort((a, b) => b.score - a.score || (a.userId < b.userId ? -1 : 1))
    .slice(0, limit)
}

function expertOf(userId: string, own: readonly ExpertPassage[], nowMs: number): Expert {
  const ranked = own.map((passage) => ({ passage, worth: worthOf(passage, nowMs) })).sort((a, b) => b.worth - a.worth)
  return {
    userId,
    score: ranked.reduce((sum, { worth }, at) => sum + worth * FURTHER ** at, 0),
    authored: own.length,
    answered: own.filter(({ isAnswer }) => isAnswer).length,
    thanked: own.filter(({ isThanked }) => isThanked).length,
    messageIds: ranked.slice(0, MAX_SAMPLES).map(({ passage }) => passage.messageId),
  }
}

function worthOf({ score, isAnswer, isThanked, postedAtMs }: ExpertPassage, nowMs: number): number {
  const days = Math.max(0, nowMs - postedAtMs) / DAY_MS
  return score * (isThanked ? 3 : isAnswer ? 2 : 1) * 2 ** (-Math.max(0, days - RECENT_DAYS) / HALF_LIFE_DAYS)
}
