import { ModelError } from '@backscroll/core'
import { createCircuit } from './circuit.ts'
import { type ModelTime, systemTime } from './model-time.ts'
import { createPacing, type Lane, type RateLimit } from './pacing.ts'
import type { Meter, ModelUsage } from './usage.ts'

const TRIES = 3
const FIRST_BACKOFF_MS = 200

/** What every adapter of a remote model is made with. */
export interface RemoteOptions {
  /** Default: nobody is told. */
  onUsage?: Meter
  /** Default: the machine's. */
  time?: ModelTime
  /** 0 to 1, for the jitter of repetitions; default `Math.random`. */
  random?: () => number
}

/** One call, however many tries it takes. */
export interface Call {
  operation: ModelUsage['operation']
  model: string
  /** What it costs of the provider's rate limit. */
  cost: number
  lane: Lane
  /** For everything: waiting for a turn, every try with its body, and the pauses between them. */
  deadlineMs: number
  signal?: AbortSignal | undefined
}

/** What a try brought. */
export interface Answer<Value> {
  value: Value
  billedUnits: number | null
}

/** One endpoint of one provider under one key. */
export interface Endpoint {
  /**
   * Runs `attempt` up to three times within the deadline, with full jitter between tries or as long as the provider asks.
   * @param attempt must throw ModelError for what the provider did; what else it throws counts as `unavailable`.
   * @throws ModelError; the reason of `call.signal` when that aborts.
   */
  call<Value>(call: Call, attempt: (signal: AbortSignal) => Promise<Answer<Value>>): Promise<Value>
}

/**
 * Stands before a provider: one deadline over the body too, repetitions, a circuit and a pace per key and endpoint, and the meter.
 * @param name of the provider, for messages. @param limit of the provider; null when it has none.
 */
export function guardEndpoint(name: string, limit: RateLimit | null, options: RemoteOptions): Endpoint {
  const { onUsage, time = systemTime, random = Math.random } = options
  const circuit = createCircuit(name, time)
  const pacing = createPacing(name, time, limit)

  /** What ended a try or a pause as a failure of the provider; null when its caller did. */
  const failureIn = (error: unknown, call: Call, deadline: AbortSignal): ModelError | null => {
    if (call.signal?.aborted) return null
    if (deadline.aborted) return new ModelError('timed_out', `${name} gave no whole answer within ${call.deadlineMs} ms.`, { cause: error })
    if (error instanceof ModelError) return error
    return new ModelError('unavailable', `${name} failed.`, { cause: error })
  }
  const pauseAfter = (failure: ModelError, tries: number): number | null => {
    const isPassing = failure.reason === 'unavailable' || failure.reason === 'cut' || failure.reason === 'rate_limited'
    if (!isPassing || tries >= TRIES) return null
    return Math.max(failure.askedToWaitMs ?? 0, random() * FIRST_BACKOFF_MS * 2 ** (tries - 1))
  }

  return {
    async call(call, attempt) {
      const startedMs = time.nowMs()
      const untilMs = startedMs + call.deadlineMs
      using deadline = time.deadline(call.deadlineMs)
      const signal = call.signal ? AbortSignal.any([deadline.signal, call.signal]) : deadline.signal
      const usage: Pick<ModelUsage, 'billedUnits' | 'retries' | 'outcome'> = { billedUnits: null, retries: 0, outcome: 'ok' }
      try {
        for (let tries = 1; ; tries += 1) {
          usage.retries = tries - 1
          call.signal?.throwIfAborted()
          circuit.admit()
          let isSent = false
          try {
            await pacing.take({ cost: call.cost, lane: call.lane, untilMs, signal })
            isSent = true
            const answer = await orAborted(attempt(signal), signal)
            circuit.succeeded()
            usage.billedUnits = answer.billedUnits
            return answer.value
          } catch (error) {
            const failure = failureIn(error, call, deadline.signal)
            if (failure) circuit.failed(failure)
            else circuit.left()
            // that there was no turn in time is nothing to repeat, and holds nobody else back
            if (!failure || !isSent) throw failure ?? error
            const pauseMs = pauseAfter(failure, tries)
            if (failure.reason === 'rate_limited') pacing.pause(pauseMs ?? failure.askedToWaitMs ?? FIRST_BACKOFF_MS)
            if (pauseMs === null || time.nowMs() + pauseMs >= untilMs) throw failure
            await time.sleep(pauseMs, signal)
          }
        }
      } catch (error) {
        const failure = error instanceof ModelError ? error : failureIn(error, call, deadline.signal)
        usage.outcome = failure?.reason ?? 'aborted'
        throw failure ?? call.signal?.reason
      } finally {
        onUsage?.({ operation: call.operation, model: call.model, latencyMs: time.nowMs() - startedMs, ...usage })
      }
    },
  }
}

/** The signal's reason as soon as it aborts, whatever the work does about it. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
