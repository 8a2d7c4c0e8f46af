import { AsyncLocalStorage } from 'node:async_hooks'
import type { Billed } from '@backscroll/core'
import { type AnswerEvent, ModelError } from '@backscroll/core'
import type { Call, Gate } from './gate.ts'
import { orAborted } from './or-aborted.ts'

/** A call whose answer comes in pieces. */
export interface StreamCall extends Call {
  /** Longest silence, before the first piece too. */
  idleMs: number
}

/** A piece of an answer; null is a sign of life that says nothing. */
export type Sign = AnswerEvent | null

/** One try: it ends with `done`, or the answer counts as cut. Throws as the attempt of a call does. */
export type StreamAttempt = (signal: AbortSignal, bill: (billed: Partial<Billed>) => void) => AsyncIterable<Sign>

/** A connection whose answer has ended is closed when it does not end within this. */
const DRAIN_MS = 250

/** A try that has brought its first text or its end. */
interface Opened {
  first: AnswerEvent
  next(): Promise<AnswerEvent>
  /** Reads what follows the end, so that the connection can be used again. */
  drain(): Promise<void>
}

/**
 * An answer in pieces through the gate. It is repeated only before its first text; what fails after it ends the answer as `cut`, so that what came is kept.
 * An answer that nobody reads any more is given up at the provider too. Time that its reader takes counts for the deadline, not as silence.
 * The meter is told once, in the asynchronous context of this call, whoever reads.
 */
export function streamThrough(gate: Gate, call: StreamCall, attempt: StreamAttempt): AsyncIterable<AnswerEvent> {
  return read(gate, call, attempt, AsyncLocalStorage.snapshot())
}

async function* read(
  gate: Gate,
  call: StreamCall,
  attempt: StreamAttempt,
  inContext: (tell: () => void) => void,
): AsyncGenerator<AnswerEvent, void, void> {
  using deadline = gate.time.deadline(call.deadlineMs)
  const passage = gate.begin(call, deadline.signal)
  const { usage } = passage
  const given = new AbortController()
  // until something else is known: its reader left
  usage.outcome = 'aborted'
  let isOpen = false
  let hasText = false
  try {
    const opened = await gate.tryInTurn(passage, (signal) => open(gate, call, AbortSignal.any([signal, given.signal]), attempt, usage))
    isOpen = true
    hasText = opened.first.kind === 'text'
    if (hasText) usage.firstTokenMs = gate.time.nowMs() - passage.startedMs
    for (let event = opened.first; ; event = await opened.next()) {
      if (event.kind === 'done') {
        isOpen = false
        usage.outcome = 'ok'
        gate.circuit.succeeded()
      }
      yield event
      if (event.kind === 'done') return await opened.drain()
    }
  } catch (error) {
    const failure = hasText ? gate.failureIn(error, passage) : null
    if (!failure) throw gate.failed(error, passage)
    isOpen = false
    usage.outcome = failure.reason
    gate.circuit.failed(failure)
    yield { kind: 'done', finish: 'cut', coverage: null }
  } finally {
    if (isOpen) gate.circuit.left()
    given.abort()
    inContext(() => gate.end(passage))
  }
}

/** Reads up to the first text or the end; citations before any text speak of nothing. */
async function open(gate: Gate, { idleMs }: StreamCall, signal: AbortSignal, attempt: StreamAttempt, usage: Billed): Promise<Opened> {
  const { name } = gate.provider
  const signs = attempt(signal, (billed) => void Object.assign(usage, billed))[Symbol.asyncIterator]()
  const next = async (): Promise<AnswerEvent> => {
    for (;;) {
      using idle = gate.time.deadline(idleMs)
      const { value, done } = await orAborted(orAborted(signs.next(), signal), idle.signal).catch((error: unknown) => {
        const isSilent = idle.signal.aborted && !signal.aborted
        throw isSilent ? new ModelError('timed_out', `${name} was silent for ${idleMs} ms.`) : error
      })
      if (done) throw new ModelError('cut', `${name} ended its answer before it was whole.`)
      if (value) return value
    }
  }
  const drain = async (): Promise<void> => {
    using late = gate.time.deadline(DRAIN_MS)
    await orAborted(orAborted(signs.next(), signal), late.signal).catch(() => {})
  }
  for (;;) {
    const first = await next()
    if (first.kind !== 'citation') return { first, next, drain }
  }
}
