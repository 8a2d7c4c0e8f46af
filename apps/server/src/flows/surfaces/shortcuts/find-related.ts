import { escapeMrkdwn, shareHeld, type TeamId, type UnderstoodQuery, understandQuery } from '@backscroll/core'
import { messagesOf, questionsOf } from '@backscroll/db'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { citedMessage } from '../../answers/compose/cited-message.ts'
import { rankPassages } from '../../search/rank-passages.ts'
import type { RankedPassage } from '../../search/ranked-passage.ts'
import { type AboutAnswer, type AboutMessage, answerAboutMessage } from './answer-about-message.ts'

const SHOWN = 5
const MAX_CHARS = 1_000
/** Where search goes by words, a related message holds this share of those of the other. */
const ABOUT = 0.3

/** Finds messages about the same thing as one message, outside of its thread, for whoever asked. */
export const findRelated = (ctx: Context, job: { teamId: TeamId; questionId: string }, signal: AbortSignal): Promise<void> =>
  answerAboutMessage(ctx, job, (about) => related(ctx, about, signal), signal)

async function related(ctx: Context, about: AboutMessage, signal: AbortSignal): Promise<AboutAnswer> {
  const { teamId, target, visible, reading, askerId, answerId } = about
  const [message] = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).readable([target], visible))
  if (!message) return { reason: 'no_evidence', detail: 'That message is not searched, so nothing related to it can be found.' }
  const query = likeThis(message.text, ctx.clock.nowMs())
  const readers = { askerId, audience: null }
  const { passages } = await rankPassages(ctx, { teamId, readers, visible, query, signal })
  const others = passages.filter(({ hit }) => hit.channelId !== target.channelId || hit.threadTs !== target.threadTs)
  const asked = await ctx.db.withTenant(teamId, (tx) =>
    questionsOf(tx).askedAmong(others.map(({ best }) => `${best.channelId}:${best.ts}`)),
  )
  const share = shareHeld(query.text)
  const found = onePerThread(others)
    .map(({ best }) => best)
    .filter((best) => !asked.has(`${best.channelId}:${best.ts}`))
    .filter((best) => ctx.embedder.label === 'semantic' || share(best.text) >= ABOUT)
    .slice(0, SHOWN)
  return {
    quotes: found.map((best) => ({ message: best, text: best.text })),
    strategy: 'related',
    message: answerBlocks({
      kind: 'related',
      messages: found.map((best) => citedMessage(best, best.text, reading)),
      ...(found.length > 0 ? { controls: { id: answerId, buttons: ['sources'], feedback: 'ask' } } : {}),
    }),
  }
}

/** The words of a message as something to search for: whatever looks like a filter or an operator in it is a word like others. */
function likeThis(text: string, nowMs: number): UnderstoodQuery {
  const words = text
    .slice(0, MAX_CHARS)
    .replaceAll(/["\u201C\u201D]|(?<!\S)[+-](?=\S)|:/g, ' ')
    .replaceAll(/\b(?:AND|OR|NOT)\b/g, (word) => word.toLowerCase())
    .toWellFormed()
  const nobody = { channels: new Map(), people: [], user: () => undefined }
  const query = understandQuery({ text: escapeMrkdwn(words), names: nobody, nowMs, timeZone: 'UTC', teamUrl: '' })
  return { ...query, filters: { channelIds: [], userIds: [], has: [], inThread: false }, unknown: [], permalinks: [], wantsNewest: false }
}

/** Passages come best thread first, and within it best first. */
const onePerThread = (passages: readonly RankedPassage[]): RankedPassage[] => [
  ...passages
    .reduce((threads, passage) => {
      const key = `${passage.hit.channelId}:${passage.hit.threadTs}`
      return threads.has(key) ? threads : threads.set(key, passage)
    }, new Map<string, RankedPassage>())
    .values(),
]
