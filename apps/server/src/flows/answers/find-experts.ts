import { type ExpertPassage, expertsOn, shareHeld } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { rankPassages } from '../search/rank-passages.ts'
import type { ToAnswer } from './find-answer.ts'
import type { ExpertFound, ExpertsFound } from './outcome.ts'

const PASSAGES = 100
const PEOPLE = 5
/** A message that speaks of the topic holds this share of its words. */
const ABOUT = 0.5

/** Who has written about a topic where the readers of the answer can read it, the most answering and thanked first, each with messages that show it. */
export async function findExperts(
  ctx: Context,
  { teamId, question, asker, asked, signal }: ToAnswer,
  topic: string,
): Promise<ExpertsFound> {
  const startedMs = ctx.clock.nowMs()
  const understood = asker.understand(topic)
  const base = { kind: 'experts', asker, asked, topic } as const
  if (understood.kind !== 'question') return { ...base, people: [], timings: {} }
  const { readers, visible } = asker
  const { passages } = await rankPassages(ctx, { teamId, readers, visible, query: understood.query, candidates: PASSAGES, signal })
  const share = shareHeld(understood.query.text)
  const about = passages.filter(({ best }) => best.userId !== null && share(best.text) >= ABOUT)
  const messages = new Map(about.map(({ best }) => [`${best.channelId}:${best.ts}`, best]))
  const written = about.flatMap(({ best, score }): ExpertPassage[] => {
    if (best.userId === null || best.userId === asker.botUserId) return []
    const isAnswer = best.threadTs !== null && best.threadTs !== best.ts
    return [
      {
        messageId: `${best.channelId}:${best.ts}`,
        userId: best.userId,
        postedAtMs: best.postedAtMs,
        score,
        isAnswer,
        isThanked: best.isResolved,
      },
    ]
  })
  const experts = expertsOn(written, { nowMs: question.createdAtMs, limit: PEOPLE, isLeftOut: () => false })
  const people = experts.flatMap((expert): ExpertFound[] => {
    const samples = expert.messageIds.flatMap((id) => messages.get(id) ?? [])
    const name = samples[0]?.authorName
    return name ? [{ name, evidence: evidenceOf(expert), samples }] : []
  })
  return { ...base, people, timings: { searchMs: ctx.clock.nowMs() - startedMs } }
}

/** What somebody has done about it, in numbers that the messages found bear out. */
function evidenceOf({ authored, answered, thanked }: { authored: number; answered: number; thanked: number }): string {
  const said = [`${authored} ${authored === 1 ? 'message' : 'messages'} about it`]
  if (answered > 0) said.push(`${answered} in answer to others`)
  if (thanked > 0) said.push(`${thanked} marked as the answer`)
  return said.join(', ')
}

/** Every message that is shown, each once. */
export const samplesOf = ({ people }: ExpertsFound): StoredMessage[] => [
  ...new Map(people.flatMap(({ samples }) => samples).map((message) => [`${message.channelId}:${message.ts}`, message])).values(),
]
