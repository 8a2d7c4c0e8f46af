import type { Clock } from '@backscroll/core'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'
import type { recentCalls } from './recent-calls.ts'
import type { Tracing } from './tracing.ts'

/** What every event is told with. */
export interface TelemetryParts {
  log: Logger
  clock: Clock
  metrics: Metrics
  tracing: Tracing
  calls: ReturnType<typeof recentCalls>
}
