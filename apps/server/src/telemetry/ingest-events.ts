import type { TelemetryParts } from './parts.ts'

/** A delivery whose effect is stored. */
export interface AppliedDelivery {
  eventId: string
  receivedAtMs: number
}

/** What came of deliveries, by their kinds. */
interface DeliveryCounts {
  applied: Record<string, number>
  ignored: Record<string, number>
  setAside: number
  done: readonly AppliedDelivery[]
}

const sumOf = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** One round of a workspace: what was applied, and when the index had caught up with it. Milliseconds since 1970. */
export interface IngestRound {
  teamId: string
  applied: readonly AppliedDelivery[]
  startMs: number
  appliedMs: number
  searchableMs: number
}

/** What happens to Slack's deliveries, from the receipt to the search that finds them. */
export const ingestEvents = ({ log, clock, metrics, tracing }: TelemetryParts) => ({
  /** A delivery is stored for good and acknowledged; its id is the correlation id of what follows. @param delivery.tookMs since it came in. */
  deliveryReceived({ eventId, type, tookMs }: { eventId: string; type: string; tookMs: number }): void {
    const endMs = clock.nowMs()
    tracing.whole(eventId, { name: 'event received', startMs: endMs - tookMs, endMs, attributes: { 'backscroll.event.type': type } })
  },

  /** Deliveries of one workspace were worked on. @param round.indexed messages that were indexed in the same round. */
  deliveriesApplied({ teamId, counts, indexed }: { teamId: string; counts: DeliveryCounts; indexed: number }): void {
    const { setAside } = counts
    const [applied, ignored] = [sumOf(counts.applied), sumOf(counts.ignored)]
    if (applied > 0) metrics.count('backscroll_deliveries_total', { outcome: 'applied' }, applied)
    if (ignored > 0) metrics.count('backscroll_deliveries_total', { outcome: 'ignored' }, ignored)
    if (setAside > 0) metrics.count('backscroll_deliveries_total', { outcome: 'set_aside' }, setAside)
    const { done: _, ...fields } = counts
    log.debug({ teamId, ...fields, indexed }, 'ingested')
  },

  /** Searches see what these deliveries brought. */
  becameSearchable({ teamId, applied, startMs, appliedMs, searchableMs }: IngestRound): void {
    for (const { eventId, receivedAtMs } of applied) {
      metrics.observe('backscroll_event_lag_seconds', {}, Math.max(0, searchableMs - receivedAtMs) / 1_000)
      tracing.past({ name: 'event applied', startMs, endMs: appliedMs }, eventId)
      tracing.past({ name: 'event searchable', startMs: appliedMs, endMs: searchableMs }, eventId)
    }
    log.debug({ teamId, events: applied.map(({ eventId }) => eventId) }, 'searchable')
  },
})
