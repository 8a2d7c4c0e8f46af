import { identifierWords, STOP_WORDS } from '../analysis.ts'
import type { QueryIntent } from '../query/understood-query.ts'
import type { BoostName, RankingDetails } from './ranking-details.ts'

/** What is known of a message besides how well its words fit. */
export interface MessageFacts {
  /** Canonical plain text, untrusted. */
  text: string
  postedAtMs: number
  /** Live replies to it; 0 for a reply. */
  replyCount: number
  /** People who reacted, each reaction counted. */
  reactionCount: number
  /** It carries a check mark: somebody marked it as done or as the answer. */
  isResolved: boolean
  hasCode: boolean
}

/** What decides about boosts, the same for every hit of a search. */
export interface BoostContext {
  query: string
  intent: QueryIntent
  wantsNewest: boolean
  nowMs: number
  /** Features that are switched on. */
  enabled: ReadonlySet<BoostName>
}

/** No feature lifts a hit by more than this, and all of them together by no more than twice as much. */
const MOST = 0.15
const MOST_TOGETHER = 0.3
const HALF_LIFE_MS = 30 * 86_400_000
const WORD = /[\p{L}\p{N}]+/gu

/** The features of one search; each function is 0 to `MOST`. */
export type Booster = (facts: MessageFacts) => RankingDetails['boosts']

/**
 * Prepares the boosts of a search. Newer, marked as resolved, answered and liked messages, and those that hold all words, the very phrase
 * or code when code is asked for, are lifted, together by at most 30 %. Age counts for nothing when the exact words are asked for.
 */
export function boosterOf(context: BoostContext): Booster {
  const features = Object.entries(featuresOf(context)).filter(([name]) => context.enabled.has(name as BoostName))
  return (facts) => {
    const boosts: RankingDetails['boosts'] = {}
    let left = MOST_TOGETHER
    for (const [name, feature] of features) {
      const boost = round(Math.min(left, MOST, feature(facts)))
      if (boost <= 0) continue
      boosts[name as BoostName] = boost
      left -= boost
    }
    return boosts
  }
}

/** What a score is multiplied by. */
export const liftOf = (boosts: RankingDetails['boosts']): number => 1 + Object.values(boosts).reduce((sum, boost) => sum + boost, 0)

/** What the largest lift comes to. */
export const LARGEST_LIFT = 1 + MOST_TOGETHER

/** In the order in which they are counted until the sum is used up. */
function featuresOf({ query, intent, wantsNewest, nowMs }: BoostContext): Record<BoostName, (facts: MessageFacts) => number> {
  const words = contentWords(query)
  const phrase = spaced(query.match(WORD) ?? [])
  const isExact = intent === 'exact_phrase' || intent === 'boolean'
  const recency = wantsNewest ? MOST : isExact ? 0 : 0.05
  const asksForCode = /`|[a-z][A-Z]|\w_\w|\w\(\)|\w\.\w+\(|[A-Z]{2,}_[A-Z]/.test(query)
  return {
    recency: ({ postedAtMs }) => recency * 2 ** (-Math.max(0, nowMs - postedAtMs) / HALF_LIFE_MS),
    resolved: ({ isResolved }) => (isResolved ? 0.1 : 0),
    coverage: ({ text }) => (words.length > 1 && mayHold(text, words) && countHeld(text, words) === words.length ? 0.05 : 0),
    phrase: ({ text }) => (words.length > 1 && mayHold(text, words) && spaced(text.match(WORD) ?? []).includes(phrase) ? 0.05 : 0),
    thread: ({ replyCount }) => 0.05 * Math.min(1, replyCount / 3),
    reactions: ({ reactionCount }) => 0.05 * Math.min(1, Math.log(1 + reactionCount) / Math.log(11)),
    code: ({ hasCode }) => (asksForCode && hasCode ? 0.05 : 0),
  }
}

/** Tells how many of a query's words a text holds, 0 to 1; 0 for a query without words. */
export function shareHeld(query: string): (text: string) => number {
  const words = contentWords(query)
  return (text) => (words.length === 0 ? 0 : countHeld(text, words) / words.length)
}

const contentWords = (text: string): string[] => [...new Set(identifierWords(text))].filter((word) => !STOP_WORDS.has(word))
const spaced = (words: readonly string[]): string => ` ${words.join(' ').toLowerCase()} `

/** Forms of a word share so many letters at its beginning. */
const SHARED_LETTERS = 4

/** False for most of the texts that do not hold all words, without taking them apart: that was a fifth of the garbage of a search. */
function mayHold(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word.slice(0, SHARED_LETTERS)))
}

/** Words in other forms count: `failures` is held by `failed`. */
function countHeld(text: string, words: readonly string[]): number {
  const held = new Set(identifierWords(text))
  return words.filter((word) => held.has(word) || [...held].some((other) => isSameStem(word, other))).length
}

/** The shorter word but for its last two letters begins both, and four letters at least do. */
function isSameStem(a: string, b: string): boolean {
  const needed = Math.max(SHARED_LETTERS, Math.min(a.length, b.length) - 2)
  return a.length >= needed && b.startsWith(a.slice(0, needed)) && Math.abs(a.length - b.length) <= 5
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000
