import { randomUUID } from 'node:crypto'
import { ConflictError, InvalidInputError, NotFoundError, type TeamId, type UserId } from '@backscroll/core'
import {
  type Answer,
  answersOf,
  auditOf,
  evalSetsOf,
  messagesOf,
  type Question,
  questionsOf,
  type StoredMessage,
  type TenantTx,
} from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { fieldsOf } from '../answers/ask/asked-fields.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { askedText } from '../surfaces/asked-text.ts'

/** An answered question on its way into a person's set of questions. */
export interface AnsweredQuestion {
  teamId: TeamId
  /** Whose set it is, and in whose rights it is read. */
  userId: UserId
  setId: string
  answerId: string
  /** Who stands in the audit log, when that is not the person. */
  actor?: string
  /** What the person showed, where that was not a browser. */
  actorKind?: 'api-key'
}

const MOST_ITEMS = 500
/** The message is the answer. */
const GRADE = 3

/**
 * Adds an answered question to a set, with the messages that its answer cites as judgments. Who asked may add it with those that can still be
 * read; anybody else only when all of them may be read: otherwise it is not there.
 * @returns how many messages are judged. @throws NotFoundError, ConflictError for a set that is full, InvalidInputError for words that are not kept.
 */
export async function addAnsweredQuestion(
  { db, clock }: Pick<Storage, 'db' | 'clock'>,
  wish: AnsweredQuestion,
): Promise<{ judgments: number }> {
  const { teamId, userId, setId, answerId } = wish
  return db.withTenant(teamId, async (tx) => {
    const set = await evalSetsOf(tx).get(setId, userId)
    if (!set) throw new NotFoundError('There is no such set.')
    const answer = await answersOf(tx).get(answerId)
    const question = answer && (await questionsOf(tx).get(answer.questionId))
    if (!question || answer.state !== 'answered') throw new NotFoundError(NO_ANSWER)
    const { cited, readable } = await citedFor(tx, userId, answer)
    if (readable.length === 0 || (question.askerId !== userId && readable.length < cited.length)) throw new NotFoundError(NO_ANSWER)
    const query = question.standaloneText ?? (await askedText(tx, question))
    if (query === '') throw new InvalidInputError('The workspace does not keep what is asked, so the question cannot be added.')
    if (set.items.length >= MOST_ITEMS) throw new ConflictError(`A set holds ${MOST_ITEMS} questions at most.`)
    const judgments = readable.map(({ channelId, ts }) => ({ channelId, ts, grade: GRADE }))
    await evalSetsOf(tx).addItem(setId, { itemId: randomUUID(), query, mustAbstain: false, filters: fieldsFor(question), judgments })
    const by = { actor: wish.actor ?? userId, actorKind: wish.actor ? 'operator' : (wish.actorKind ?? 'user') }
    await auditOf(tx).append({ ...by, action: 'evaluation-set.question-added', target: setId, diff: { answerId }, atMs: clock.nowMs() })
    return { judgments: judgments.length }
  })
}

/** What narrowed the question; days that were counted back from it are fixed. */
function fieldsFor({ filters, createdAtMs }: Question): object {
  const { daysBack, ...fields } = fieldsOf(filters) ?? {}
  if (daysBack === undefined) return fields
  const since = new Date(createdAtMs - daysBack * DAY_MS).toISOString()
  return { ...fields, from: fields.from ?? since }
}

const DAY_MS = 86_400_000
const NO_ANSWER = 'There is no such answer.'

async function citedFor(
  tx: TenantTx,
  askerId: UserId,
  { sources }: Answer,
): Promise<{ cited: Answer['sources']; readable: StoredMessage[] }> {
  const cited = sources.filter(({ role, removedAtMs }) => role === 'cited' && removedAtMs === null)
  const readable = await messagesOf(tx).readable(cited, await visibleChannels(tx, { askerId, audience: null }))
  return { cited, readable }
}
