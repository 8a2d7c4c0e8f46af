import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context as SpanContext } from '@opentelemetry/api'

/** What one piece of work carries with it, however deep it goes. */
interface Carried {
  /** Of the request, job, event or question: the same in every log line of it, and the source of its trace id. */
  readonly correlationId: string | undefined
  /** The span under way; undefined without tracing. */
  readonly span: SpanContext | undefined
}

const carried = new AsyncLocalStorage<Carried>()

/** Runs work whose log lines name this id. What it awaits is part of it. @param span below which its own spans come. */
export const correlated = <T>(correlationId: string, work: () => T, span?: SpanContext): T => carried.run({ correlationId, span }, work)

/** What a log line says of the work that it belongs to. */
export function correlationFields(): { correlationId?: string } {
  const id = carried.getStore()?.correlationId
  return id === undefined ? {} : { correlationId: id }
}

/** The span under way. */
export const spanUnderWay = (): SpanContext | undefined => carried.getStore()?.span

/** Runs work under a span; its id stays what it was. */
export const underSpan = <T>(span: SpanContext, work: () => T): T =>
  carried.run({ correlationId: carried.getStore()?.correlationId, span }, work)
