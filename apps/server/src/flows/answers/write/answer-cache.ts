import { createHash } from 'node:crypto'
import { type AnswerEvent, type AnswerRules, SealedTokenError, type TeamId } from '@backscroll/core'
import { answerCacheOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { WriteRequest } from './written.ts'

const KIND = 'answer-cache'
/** An answer that nothing has changed under is good for a day. */
const LIFE_MS = 86_400_000

type Sources = WriteRequest['sources']

interface CacheInput {
  model: string
  question: string
  sources: Sources
  rules: AnswerRules
  /** Whether the model was told nothing personal. */
  isRedacted: boolean
}

/** The same question of the same model under the same rules from the same messages in the same versions. */
export function cacheKey(input: CacheInput): string {
  const { model, question, sources, rules, isRedacted } = input
  const read = sources.map(({ id, message, context = '' }) => [id, String(message.version), hashOf(context)])
  return hashOf(JSON.stringify([model, rules.rules, rules.maxOutputTokens, question, read, ...(isRedacted ? ['redacted'] : [])]))
}

/** What the model said then, to be checked again; null when it is not known. One that does not open any more is as good as none. */
export async function cachedAnswer(ctx: Context, teamId: TeamId, key: string): Promise<AnswerEvent[] | null> {
  const sealed = await ctx.db.withTenant(teamId, (tx) => answerCacheOf(tx).get(key, ctx.clock.nowMs()))
  if (sealed === null) return null
  try {
    return JSON.parse(await ctx.vault.open(teamId, KIND, sealed)) as AnswerEvent[]
  } catch (error) {
    if (error instanceof SealedTokenError) return null
    throw error
  }
}

/** Keeps what a model said until one of its messages changes. */
export async function keepAnswer(
  ctx: Context,
  teamId: TeamId,
  { key, sources, events }: { key: string; sources: Sources; events: readonly AnswerEvent[] },
): Promise<void> {
  const value = await ctx.vault.seal(teamId, KIND, JSON.stringify(events))
  const refs = sources.map(({ message: { channelId, ts, version } }) => ({ channelId, ts, version }))
  const nowMs = ctx.clock.nowMs()
  await ctx.db.withTenant(teamId, (tx) => answerCacheOf(tx).put({ key, value, refs, nowMs, expiresAtMs: nowMs + LIFE_MS }))
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
