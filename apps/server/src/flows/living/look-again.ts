import type { TeamId } from '@backscroll/core'
import { type Answer, type AnswerPost, answersOf, auditOf, type Question, questionsOf, type TenantTx } from '@backscroll/db'
import type { RenderedAnswer } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { composeRevised } from './compose-revised.ts'
import { type SourcesNow, sourcesNow } from './sources-now.ts'
import { type Cause, closestLeft, type Standing, whatStands } from './what-stands.ts'

/** What an answer has become. */
export interface Revised {
  /** The mark that is settled when every place is brought up to date. */
  staleSinceMs: number
  state: 'answered' | 'not_confident' | 'retracted'
  cause: Cause
  /** Where it is shown, and what is to be shown there now. */
  places: { post: AnswerPost; message: RenderedAnswer }[]
}

/**
 * Judges an answer by its messages as they are now and stores what is left of it, and in the audit log why, without its text. It stays marked
 * until its posts are brought up to date. @returns null when there is nothing to show: it holds, is unknown, or is still being made.
 */
export async function lookAgain(
  ctx: Context,
  tx: TenantTx,
  { teamId, answerId }: { teamId: TeamId; answerId: string },
): Promise<Revised | null> {
  const staleSinceMs = await answersOf(tx).staleSince(answerId)
  const answer = staleSinceMs === null ? null : await answersOf(tx).get(answerId)
  const question = answer && (await questionsOf(tx).get(answer.questionId))
  if (staleSinceMs === null || !question || answer.state === 'pending') return null
  const now = await sourcesNow(tx, answer)
  const standing = standingOf(ctx, answer, question, now)
  // what was changed before may not have been shown everywhere yet
  const cause = standing?.cause ?? causeBefore(answer)
  if (!standing || !cause) {
    await answersOf(tx).settle(answerId, staleSinceMs)
    return null
  }
  const state = stateOf(answer, standing)
  const style = styleOf(ctx, answer)
  const compose = await composeRevised(tx, { answer, question, style, state, cause, standing, messages: now.messages })
  if (standing.cause) await store(ctx, tx, answer, { state, cause, standing, text: state === 'retracted' ? null : compose(null).text })
  const posts = (await answersOf(tx).posts(answerId)).filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
  ctx.telemetry.notice('an answer follows its messages', { teamId, answerId, state, cause, places: posts.length })
  return { staleSinceMs, state, cause, places: posts.map((post) => ({ post, message: compose(post) })) }
}

const NOTHING: Standing = { statements: [], quotes: new Map(), removedOrdinals: [], cause: null }

/** Null for an answer that shows no message. */
function standingOf(ctx: Context, answer: Answer, question: Question, { sources }: SourcesNow): Standing | null {
  switch (answer.state) {
    case 'answered': {
      const asked = question.standaloneText ?? question.text
      return whatStands({ style: styleOf(ctx, answer), question: asked, statements: answer.statements ?? [], sources })
    }
    case 'not_confident':
      return closestLeft(sources)
    case 'retracted':
      return NOTHING
    default:
      return null
  }
}

const styleOf = ({ extractive }: Context, { model }: Answer): 'extractive' | 'written' =>
  model === extractive.model ? 'extractive' : 'written'

function causeBefore({ reason }: Answer): Cause | null {
  return reason === 'source_removed' || reason === 'source_changed' || reason === 'channel_removed' ? reason : null
}

function stateOf({ state }: Answer, { statements, quotes }: Standing): Revised['state'] {
  if (state === 'not_confident') return quotes.size > 0 ? 'not_confident' : 'retracted'
  return statements.length > 0 ? 'answered' : 'retracted'
}

async function store(
  ctx: Context,
  tx: TenantTx,
  { answerId, statements: before }: Answer,
  { state, cause, standing, text }: Pick<Revised, 'state' | 'cause'> & { standing: Standing; text: string | null },
): Promise<void> {
  const atMs = ctx.clock.nowMs()
  const { statements, removedOrdinals } = standing
  await answersOf(tx).revise(answerId, { state, text, statements, removedOrdinals, reason: cause, atMs, staleSinceMs: null })
  await auditOf(tx).append({
    actor: 'backscroll',
    actorKind: 'system',
    action: state === 'retracted' ? 'answer.withdrawn' : 'answer.changed',
    target: answerId,
    diff: { cause, sourcesRemoved: removedOrdinals.length, statementsBefore: before?.length ?? 0, statements: statements.length },
    atMs,
  })
}
