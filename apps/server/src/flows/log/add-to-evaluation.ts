import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { addAnsweredQuestion } from '../evaluations/add-answered-question.ts'

/** Adds an answered question with what it cites to a set of the caller. @throws NotFoundError, ConflictError or InvalidInputError */
export async function addToEvaluation(ctx: Context, { teamId, userId, via }: Caller, answerId: string, setId: string): Promise<void> {
  await addAnsweredQuestion(ctx, { teamId, userId, setId, answerId, ...(via.kind === 'key' ? { actorKind: 'api-key' as const } : {}) })
}
