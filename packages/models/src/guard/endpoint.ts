import type { AnswerEvent, Billed } from '@backscroll/core'
import { type Call, openGate, type Provider, type RemoteOptions } from './gate.ts'
import { orAborted } from './or-aborted.ts'
import type { RateLimit } from './pacing.ts'
import { type StreamAttempt, type StreamCall, streamThrough } from './stream-through.ts'

/** What a try brought. */
export interface Answer<Value> {
  value: Value
  billed: Partial<Billed>
}

/** One endpoint of one provider under one key. */
export interface Endpoint {
  /**
   * Runs `attempt` up to three times within the deadline, with full jitter between tries or as long as the provider asks.
   * @param attempt must throw ModelError for what the provider did; what else it throws counts as `unavailable`.
   * @throws ModelError; the reason of `call.signal` when that aborts.
   */
  call<Value>(call: Call, attempt: (signal: AbortSignal) => Promise<Answer<Value>>): Promise<Value>
  /** The same for an answer that comes in pieces, which is repeated only before its first text; see `streamThrough`. */
  stream(call: StreamCall, attempt: StreamAttempt): AsyncIterable<AnswerEvent>
}

/**
 * Stands before a provider: one deadline over the body too, repetitions, a circuit and a pace per key and endpoint, and the meter.
 * @param limit of the provider; null when it has none.
 */
export function guardEndpoint(provider: Provider, limit: RateLimit | null, options: RemoteOptions): Endpoint {
  const gate = openGate(provider, limit, options)
  return {
    async call(call, attempt) {
      using deadline = gate.time.deadline(call.deadlineMs)
      const passage = gate.begin(call, deadline.signal)
      try {
        const { value, billed } = await gate.tryInTurn(passage, (signal) => orAborted(attempt(signal), signal))
        gate.circuit.succeeded()
        Object.assign(passage.usage, billed)
        return value
      } catch (error) {
        throw gate.failed(error, passage)
      } finally {
        gate.end(passage)
      }
    },
    stream: (call, attempt) => streamThrough(gate, call, attempt),
  }
}
