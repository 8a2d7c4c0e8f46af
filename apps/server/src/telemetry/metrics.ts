import { performance } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type CounterName, type GaugeName, type HistogramName, LABELS, type LabelsOf, METRICS } from './metric-table.ts'

/** The numbers of one process; its metrics are those of the table and no others. */
export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void
  set<Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number): void
  /** Forgets every value of a gauge: what is not set again is not there any more. */
  clear(name: GaugeName): void
  /** In Prometheus' text format. */
  text(): Promise<string>
  readonly contentType: string
}

/** What a metric is made of. */
interface Definition {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly string[]
  buckets?: readonly number[]
}

/**
 * Opens the metrics of one process.
 * @throws Error when a label is not on the list: a workspace, a channel, a person or a text never becomes one.
 */
export function openMetrics(table: Record<string, Definition> = METRICS): Metrics {
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const gauges = new Map<string, Gauge>()
  const histograms = new Map<string, Histogram>()
  for (const [name, { type, help, labels, buckets }] of Object.entries(table)) {
    const wrong = labels.find((label) => !LABELS.some((known) => known === label))
    if (wrong !== undefined) throw new Error(`the metric ${name} must not have the label ${wrong}`)
    const options = { name, help, labelNames: [...labels], registers: [registry] }
    if (type === 'counter') counters.set(name, new Counter(options))
    else if (type === 'gauge') gauges.set(name, new Gauge(options))
    else histograms.set(name, new Histogram({ ...options, buckets: [...(buckets ?? [])] }))
  }
  let busy = performance.eventLoopUtilization()
  const set: Metrics['set'] = (name, labels, value) => gauges.get(name)?.set(labels, value)
  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    observe: (name, labels, seconds) => histograms.get(name)?.observe(labels, seconds),
    set,
    clear: (name) => gauges.get(name)?.reset(),
    async text() {
      const now = performance.eventLoopUtilization()
      set('nodejs_eventloop_utilization', {}, performance.eventLoopUtilization(now, busy).utilization)
      busy = now
      const { rss, heapUsed } = process.memoryUsage()
      set('process_resident_memory_bytes', {}, rss)
      set('nodejs_heap_used_bytes', {}, heapUsed)
      set('process_start_time_seconds', {}, performance.timeOrigin / 1_000)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
