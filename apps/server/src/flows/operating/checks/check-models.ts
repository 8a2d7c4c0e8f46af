import { ModelError } from '@backscroll/core'
import type { Context } from '../../../context.ts'
import { type Finding, type Issue, reasonOf } from '../system-part.ts'

type Models = Pick<Context, 'embedder' | 'reranker' | 'answerer' | 'telemetry'>

const REMEDY = 'Look at the key, the address and the quota of the provider; until it answers, questions are searched by their words alone.'

/** How the last calls of this process went; makes none, because each costs something. */
export async function checkModels(ctx: Models): Promise<Finding> {
  const issues = (['embed', 'rerank', 'chat'] as const).flatMap((operation): Issue[] => {
    const { lastFailure } = ctx.telemetry.recent(operation)
    return lastFailure ? [{ problem: `The last call to ${operation} failed: ${lastFailure.reason}.`, remedy: REMEDY }] : []
  })
  return { issues, facts: factsOf(ctx) }
}

/** Calls each model once with one word, which a provider may bill. */
export async function probeModels(ctx: Models): Promise<Finding> {
  const { embedder, reranker } = ctx
  const asked = await Promise.all([
    problemOf('embedder', () => embedder.embed(['hello'], 'query')),
    reranker ? problemOf('reranker', () => reranker.rerank('hello', ['hello'], 1)) : [],
  ])
  return { issues: asked.flat(), facts: factsOf(ctx) }
}

async function problemOf(name: string, call: () => Promise<unknown>): Promise<Issue[]> {
  try {
    await call()
    return []
  } catch (error) {
    const reason = error instanceof ModelError ? `${error.reason}: ${error.message}` : reasonOf(error)
    return [{ problem: `The ${name} does not answer (${reason})`, remedy: REMEDY }]
  }
}

const factsOf = ({ embedder, reranker, answerer }: Models): Finding['facts'] => ({
  embedder: embedder.space,
  search: embedder.label,
  reranker: reranker?.model ?? 'none',
  answers: answerer.style,
})
