import { createHash } from 'node:crypto'
import { AppError } from '@backscroll/core'
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type Context as SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { correlated, spanUnderWay, underSpan } from './correlation.ts'

/** A span that is over when it is told of. Times in milliseconds since 1970. */
export interface PastSpan {
  name: string
  startMs: number
  endMs: number
  attributes?: Attributes
  /** `client`: it was a call of another service. */
  kind?: 'internal' | 'client'
  /** What went wrong, in a word; absent: nothing. */
  failure?: string | undefined
}

/**
 * Spans of one process. A piece of work has an id of its own (an event's, a question's), and its trace id follows from it: whatever process goes
 * on with it continues the same trace, though nothing of the trace is stored.
 */
export interface Tracing {
  /** Runs work that belongs to an id; its steps come below its first span, which `whole` tells of. */
  carry<T>(id: string, work: () => T): T
  /** The first span of a piece of work, told when it is over, once in its life; what belongs to it may have come before or come later. */
  whole(id: string, span: PastSpan): void
  /** Runs work that belongs to an id, below its first span. An error that leaves it is noted by its code and goes on. */
  within<T>(id: string, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>
  /** Runs a step of the work under way. */
  step<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>
  /** Tells of a step of the work under way, or of the work with that id. */
  past(span: PastSpan, id?: string): void
  /** Marks a moment in the span under way. */
  mark(name: string): void
  /** Sends what has not been sent. */
  close(): Promise<void>
}

interface TraceIds {
  traceId: string
  spanId: string
}

/** The ids of the first span of a piece of work. A UUID is its own trace id. */
export function traceOf(id: string): TraceIds {
  const plain = id.replaceAll('-', '').toLowerCase()
  const hash = createHash('sha256').update(id).digest('hex')
  return { traceId: /^[0-9a-f]{32}$/.test(plain) ? plain : hash.slice(0, 32), spanId: hash.slice(32, 48) }
}

/** Without a collector: correlation ids, and no spans. */
export const noTracing: Tracing = {
  carry: (id, work) => correlated(id, work),
  whole() {},
  within: (id, _name, _attributes, work) => correlated(id, work),
  step: (_name, _attributes, work) => work(),
  past() {},
  mark() {},
  close: async () => {},
}

/**
 * Tracing with a tracer.
 * @param asFirst runs work in which the next root span gets these ids.
 */
export function tracingOver(tracer: Tracer, asFirst: (ids: TraceIds, work: () => Span) => Span, close: () => Promise<void>): Tracing {
  /** As if the first span had been made elsewhere, which it often was. */
  const below = (id: string) => trace.setSpanContext(ROOT_CONTEXT, { ...traceOf(id), traceFlags: TraceFlags.SAMPLED, isRemote: true })

  const running = async <T>(span: Span, work: () => Promise<T>): Promise<T> => {
    try {
      return await underSpan(trace.setSpan(ROOT_CONTEXT, span), work)
    } catch (error) {
      fail(span, error instanceof AppError ? error.code : 'error')
      throw error
    } finally {
      span.end()
    }
  }

  const tell = ({ name, startMs, endMs, attributes = {}, kind = 'internal', failure }: PastSpan, under: SpanContext, ids?: TraceIds) => {
    const options = { startTime: startMs, attributes, kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL }
    const span = ids ? asFirst(ids, () => tracer.startSpan(name, options, under)) : tracer.startSpan(name, options, under)
    if (failure !== undefined) fail(span, failure)
    span.end(endMs)
  }

  return {
    carry: (id, work) => correlated(id, work, below(id)),
    whole: (id, span) => tell(span, ROOT_CONTEXT, traceOf(id)),
    within: (id, name, attributes, work) => correlated(id, () => running(tracer.startSpan(name, { attributes }, below(id)), work)),
    step: (name, attributes, work) => running(tracer.startSpan(name, { attributes }, spanUnderWay() ?? ROOT_CONTEXT), work),
    past: (span, id) => tell(span, id === undefined ? (spanUnderWay() ?? ROOT_CONTEXT) : below(id)),
    mark(name) {
      const under = spanUnderWay()
      if (under) trace.getSpan(under)?.addEvent(name)
    },
    close,
  }
}

function fail(span: Span, code: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', code)
}
