import { type Clock, systemClock } from '@backscroll/core'
import type { Logger } from 'pino'
import { answerEvents } from './telemetry/answer-events.ts'
import { callEvents } from './telemetry/call-events.ts'
import { ingestEvents } from './telemetry/ingest-events.ts'
import { type Metrics, openMetrics } from './telemetry/metrics.ts'
import { NOTICES, type Notice } from './telemetry/notices.ts'
import type { TelemetryParts } from './telemetry/parts.ts'
import { type RecentCalls, recentCalls } from './telemetry/recent-calls.ts'
import { noTracing, type Tracing } from './telemetry/tracing.ts'

/**
 * Everything that operators hear of: each business event is one function here, which moves its metric, writes its log line and tells its span.
 * Nothing that comes in may be a text or a token; workspaces, channels and people go to the log line alone.
 */
export interface Telemetry
  extends ReturnType<typeof answerEvents>,
    ReturnType<typeof callEvents>,
    ReturnType<typeof ingestEvents>,
    Pick<Tracing, 'carry' | 'close'> {
  /** Something that happens now and then, with the fields of its log line. */
  notice(notice: Notice, fields?: object): void
  /** How the last calls went: `slack`, `embed`, `rerank` or `chat`. */
  recent(name: 'slack' | 'embed' | 'rerank' | 'chat'): RecentCalls
  readonly metrics: Metrics
}

/** Opens the telemetry of one process. */
export function openTelemetry(parts: { log: Logger; clock?: Clock; tracing?: Tracing }): Telemetry {
  const { log, clock = systemClock, tracing = noTracing } = parts
  const metrics = openMetrics()
  const calls = recentCalls(clock)
  const all: TelemetryParts = { log, clock, metrics, tracing, calls }
  return {
    ...answerEvents(all),
    ...callEvents(all),
    ...ingestEvents(all),
    notice(notice, fields = {}) {
      metrics.count('backscroll_notices_total', { event: notice })
      tracing.mark(notice)
      log[NOTICES[notice]](fields, notice)
    },
    recent: (name) => calls.of(name),
    metrics,
    carry: (id, work) => tracing.carry(id, work),
    close: () => tracing.close(),
  }
}
