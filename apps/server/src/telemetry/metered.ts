import { AppError, type Embedder, type Reranker } from '@backscroll/core'
import { METHOD_NAMES, type SlackGateway } from '@backscroll/slack'
import type { Telemetry } from '../telemetry.ts'

type Call = (...args: never[]) => Promise<unknown>

/** The same gateway; every call of it is told. */
export function meteredGateway(telemetry: Pick<Telemetry, 'slackCalled'>, gateway: SlackGateway): SlackGateway {
  const metered = (name: keyof SlackGateway, call: Call) => {
    const method = METHOD_NAMES[name]
    return (...args: never[]) =>
      timed(
        () => call(...args),
        (error, tookMs) => telemetry.slackCalled({ method, outcome: codeOf(error), tookMs }),
      )
  }
  const entries = Object.entries(gateway) as [keyof SlackGateway, Call][]
  return Object.fromEntries(entries.map(([name, call]) => [name, metered(name, call.bind(gateway))])) as unknown as SlackGateway
}

/** The same embedder; every call of it is told, and of what it becomes when it is fitted. */
export function meteredEmbedder(telemetry: Pick<Telemetry, 'embedded'>, embedder: Embedder): Embedder {
  const { fitting } = embedder
  return {
    ...embedder,
    ...(fitting ? { fitting: { ...fitting, open: (packed) => meteredEmbedder(telemetry, fitting.open(packed)) } } : {}),
    embed: (texts, purpose, signal) =>
      timed(
        () => embedder.embed(texts, purpose, signal),
        (error, tookMs) => telemetry.embedded({ purpose, outcome: error === null ? 'ok' : 'failed', tookMs }),
      ),
  }
}

/** The same reranker; every call of it is told. */
export const meteredReranker = (telemetry: Pick<Telemetry, 'reranked'>, reranker: Reranker): Reranker => ({
  ...reranker,
  rerank: (query, documents, topN, signal) =>
    timed(
      () => reranker.rerank(query, documents, topN, signal),
      (error, tookMs) => telemetry.reranked({ outcome: error === null ? 'ok' : 'failed', tookMs }),
    ),
})

async function timed<T>(work: () => Promise<T>, tell: (error: unknown, tookMs: number) => void): Promise<T> {
  const startedMs = performance.now()
  try {
    const result = await work()
    tell(null, performance.now() - startedMs)
    return result
  } catch (error) {
    tell(error, performance.now() - startedMs)
    throw error
  }
}

const codeOf = (error: unknown): string => (error === null ? 'ok' : error instanceof AppError ? error.code : 'error')
