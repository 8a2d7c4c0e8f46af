import type { ModelUsage } from '@backscroll/core'
import type { Attributes } from '@opentelemetry/api'
import type { TelemetryParts } from './parts.ts'

/** Names of OpenTelemetry's conventions for generative AI; rerank has none of its own there. */
const OPERATIONS = { embed: 'embeddings', rerank: 'rerank', chat: 'chat' } as const

/** What goes on between this process and others. */
export const callEvents = ({ log, clock, metrics, tracing, calls }: TelemetryParts) => ({
  /** A call of a model provider has ended. Call it where the call was made: its span comes below the work under way. */
  modelCalled(call: ModelUsage): void {
    const { provider, operation, model, outcome, latencyMs, inputTokens, outputTokens, searchUnits } = call
    const isFine = outcome === 'ok' || outcome === 'aborted'
    if (outcome !== 'aborted') calls.note(operation, isFine ? null : outcome)
    const seconds = latencyMs / 1_000
    metrics.observe('gen_ai_client_operation_duration_seconds', { operation: OPERATIONS[operation], provider, model, outcome }, seconds)
    if (inputTokens) metrics.count('llm_tokens_total', { operation, model, direction: 'input' }, inputTokens)
    if (outputTokens) metrics.count('llm_tokens_total', { operation, model, direction: 'output' }, outputTokens)
    if (searchUnits) metrics.count('llm_search_units_total', { operation, model }, searchUnits)
    const endMs = clock.nowMs()
    const attributes = genAiAttributes(call)
    tracing.past({
      name: `${OPERATIONS[operation]} ${model}`,
      startMs: endMs - latencyMs,
      endMs,
      attributes,
      kind: 'client',
      ...(isFine ? {} : { failure: outcome }),
    })
    log[isFine ? 'info' : 'warn'](call, 'model call')
  },

  /** The price of a call is known. @param cost.costUsd US dollars. */
  costSettled({ purpose, model, costUsd }: { purpose: string; model: string; costUsd: number }): void {
    metrics.count('llm_cost_usd_total', { purpose, model }, costUsd)
  },

  /** The embedder was asked, whether it is on this machine or not. */
  embedded({ purpose, outcome, tookMs }: { purpose: 'document' | 'query'; outcome: 'ok' | 'failed'; tookMs: number }): void {
    metrics.observe('backscroll_embed_duration_seconds', { purpose, outcome }, tookMs / 1_000)
  },

  /** The reranker was asked. */
  reranked({ outcome, tookMs }: { outcome: 'ok' | 'failed'; tookMs: number }): void {
    metrics.observe('backscroll_rerank_duration_seconds', { outcome }, tookMs / 1_000)
  },

  /** Slack was called. @param call.outcome `ok`, or the code of the error. */
  slackCalled({ method, outcome, tookMs }: { method: string; outcome: string; tookMs: number }): void {
    // an answer that refuses comes from a Slack that works
    calls.note('slack', outcome === 'slack_unavailable' ? outcome : null)
    metrics.count('slack_api_calls_total', { method, outcome })
    metrics.observe('slack_api_call_duration_seconds', { method }, tookMs / 1_000)
    const endMs = clock.nowMs()
    const failure = outcome === 'ok' ? {} : { failure: outcome }
    const attributes = { 'rpc.system': 'slack', 'rpc.method': method }
    tracing.past({ name: `slack ${method}`, startMs: endMs - tookMs, endMs, attributes, kind: 'client', ...failure })
    log.debug({ method, outcome, tookMs }, 'slack call')
  },

  /** A request was answered. @param request.isTraced not for the thousands of events a second, each of which has a trace of its own. */
  requestServed(request: {
    id: string
    method: string
    route: string
    status: number
    tookMs: number
    traced: 'traced' | 'untraced'
  }): void {
    const { id, method, route, status, tookMs } = request
    metrics.observe('http_server_request_duration_seconds', { method, route, status }, tookMs / 1_000)
    if (request.traced === 'untraced') return
    const endMs = clock.nowMs()
    const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
    const failure = status >= 500 ? { failure: String(status) } : {}
    tracing.whole(id, { name: `${method} ${route}`, startMs: endMs - tookMs, endMs, attributes, ...failure })
    log.debug({ method, route, status, tookMs }, 'request')
  },

  /**
   * Runs a job. @param job.belongsTo the id of the question or other piece of work that the job goes on with; absent: one of its own.
   * @returns what the work returns; an error goes on.
   */
  async jobRan<T>(job: { kind: string; id: string; belongsTo?: string | undefined }, work: () => Promise<T>): Promise<T> {
    const { kind, id, belongsTo } = job
    const startMs = clock.nowMs()
    const startedMs = performance.now()
    let outcome = 'failed'
    const timed = async () => {
      const result = await work()
      outcome = 'ok'
      return result
    }
    try {
      return await (belongsTo ? tracing.within(belongsTo, `job ${kind}`, {}, timed) : tracing.carry(id, timed))
    } finally {
      const tookMs = performance.now() - startedMs
      metrics.observe('backscroll_job_duration_seconds', { kind, outcome }, tookMs / 1_000)
      const failure = outcome === 'ok' ? {} : { failure: outcome }
      if (!belongsTo) tracing.whole(id, { name: `job ${kind}`, startMs, endMs: startMs + tookMs, ...failure })
      log.debug({ correlationId: belongsTo ?? id, kind, outcome, tookMs }, 'job')
    }
  },
})

function genAiAttributes(call: ModelUsage): Attributes {
  const { provider, operation, model, retries, inputTokens, outputTokens, searchUnits, firstTokenMs } = call
  return {
    'gen_ai.operation.name': OPERATIONS[operation],
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    ...(typeof inputTokens === 'number' ? { 'gen_ai.usage.input_tokens': inputTokens } : {}),
    ...(typeof outputTokens === 'number' ? { 'gen_ai.usage.output_tokens': outputTokens } : {}),
    ...(typeof firstTokenMs === 'number' ? { 'gen_ai.response.time_to_first_chunk': firstTokenMs / 1_000 } : {}),
    ...(typeof searchUnits === 'number' ? { 'rag.search_units': searchUnits } : {}),
    'rag.retries': retries,
  }
}
