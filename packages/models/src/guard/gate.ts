import { type Meter, ModelError, type ModelUsage, NOTHING_BILLED } from '@backscroll/core'
import { type Circuit, createCircuit } from './circuit.ts'
import { type ModelTime, systemTime } from './model-time.ts'
import { createPacing, type Lane, type RateLimit } from './pacing.ts'

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

/** Whom calls go to. */
export interface Provider {
  id: ModelUsage['provider']
  /** How it is called in messages. */
  name: string
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

/** A call on its way. */
export interface Passage {
  readonly call: Call
  /** Aborts with the deadline or the caller. */
  readonly signal: AbortSignal
  readonly deadline: AbortSignal
  readonly startedMs: number
  /** Told to the meter when the call has ended. */
  readonly usage: ModelUsage
}

/** What stands before one endpoint under one key: a circuit, a pace, and repetitions. */
export interface Gate {
  readonly provider: Provider
  readonly time: ModelTime
  readonly circuit: Circuit
  begin(call: Call, deadline: AbortSignal): Passage
  /**
   * Runs `attempt` in its turn, up to three times within the deadline, with full jitter between tries or as long as the provider asks. The circuit is
   * told of failures; that the endpoint works is for the caller to say. @throws ModelError; anything when the caller has aborted.
   */
  tryInTurn<Value>(passage: Passage, attempt: (signal: AbortSignal) => Promise<Value>): Promise<Value>
  /** What ended a try or a pause as a failure of the provider; null when its caller did. */
  failureIn(error: unknown, passage: Passage): ModelError | null
  /** Tells the meter what became of it. @returns what to throw. */
  failed(error: unknown, passage: Passage): unknown
  /** Tells the meter. */
  end(passage: Passage): void
}

/** @param limit of the provider; null when it has none. */
export function openGate(provider: Provider, limit: RateLimit | null, options: RemoteOptions): Gate {
  const { onUsage, time = systemTime, random = Math.random } = options
  const { name } = provider
  const circuit = createCircuit(name, time)
  const pacing = createPacing(name, time, limit)

  const failureIn = (error: unknown, { call, deadline }: Passage): ModelError | null => {
    if (call.signal?.aborted) return null
    if (deadline.aborted) return new ModelError('timed_out', `${name} gave no whole answer within ${call.deadlineMs} ms.`, { cause: error })
    if (error instanceof ModelError) return error
    return new ModelError('unavailable', `${name} failed.`, { cause: error })
  }
  return {
    provider,
    time,
    circuit,
    failureIn,
    begin: (call, deadline) => ({
      call,
      deadline,
      signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
      startedMs: time.nowMs(),
      usage: {
        provider: provider.id,
        operation: call.operation,
        model: call.model,
        ...NOTHING_BILLED,
        latencyMs: 0,
        firstTokenMs: null,
        retries: 0,
        outcome: 'ok',
      },
    }),
    async tryInTurn(passage, attempt) {
      const { call, signal, usage } = passage
      const untilMs = passage.startedMs + call.deadlineMs
      for (let tries = 1; ; tries += 1) {
        usage.retries = tries - 1
        call.signal?.throwIfAborted()
        circuit.admit()
        let isSent = false
        try {
          await pacing.take({ cost: call.cost, lane: call.lane, untilMs, signal })
          isSent = true
          return await attempt(signal)
        } catch (error) {
          const failure = failureIn(error, passage)
          if (failure) circuit.failed(failure)
          else circuit.left()
          // that there was no turn in time is nothing to repeat, and holds nobody else back
          if (!failure || !isSent) throw failure ?? error
          const pauseMs = pauseAfter(failure, tries, random)
          if (failure.reason === 'rate_limited') pacing.pause(pauseMs ?? failure.askedToWaitMs ?? FIRST_BACKOFF_MS)
          if (pauseMs === null || time.nowMs() + pauseMs >= untilMs) throw failure
          await time.sleep(pauseMs, signal)
        }
      }
    },
    failed(error, passage) {
      // what was thrown as a failure stays what it was, also when the deadline has passed meanwhile
      const isFailure = error instanceof ModelError && !passage.call.signal?.aborted
      const failure = isFailure ? error : failureIn(error, passage)
      passage.usage.outcome = failure?.reason ?? 'aborted'
      return failure ?? passage.call.signal?.reason
    },
    end({ usage, startedMs }) {
      onUsage?.({ ...usage, latencyMs: time.nowMs() - startedMs })
    },
  }
}

/** Milliseconds before the next try; null when there is none. */
function pauseAfter(failure: ModelError, tries: number, random: () => number): number | null {
  const isPassing = failure.reason === 'unavailable' || failure.reason === 'cut' || failure.reason === 'rate_limited'
  if (!isPassing || tries >= TRIES) return null
  return Math.max(failure.askedToWaitMs ?? 0, random() * FIRST_BACKOFF_MS * 2 ** (tries - 1))
}
