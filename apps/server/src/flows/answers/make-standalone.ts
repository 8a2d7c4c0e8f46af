import { ModelError, standaloneQuestion, type TeamId, type Turn } from '@backscroll/core'
import type { Context } from '../../context.ts'
import { inModelScope } from '../../model-scope.ts'

/**
 * A follow-up as a question that can be understood by itself; null when it is one already. A model rewrites it where there is one; it is
 * late or fails: by rules.
 */
export async function makeStandalone(
  ctx: Context,
  asked: { teamId: TeamId; questionId: string; question: string; turns: readonly Turn[] },
  signal: AbortSignal,
): Promise<string | null> {
  const { teamId, questionId, question, turns } = asked
  if (turns.length === 0) return null
  const byRules = standaloneQuestion(question, turns)
  const { rewriter } = ctx
  if (!rewriter) return changed(question, byRules)
  try {
    const scope = { teamId, purpose: 'rewrite', ref: questionId } as const
    return changed(question, await inModelScope(scope, () => rewriter.rewrite({ question, turns }, signal)))
  } catch (error) {
    if (signal.aborted || !(error instanceof ModelError)) throw error
    return changed(question, byRules)
  }
}

const changed = (question: string, standalone: string): string | null => (standalone === question ? null : standalone)
