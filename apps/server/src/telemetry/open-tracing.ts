import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from '@opentelemetry/api'
import type { OperatorSettings } from '../operator-settings.ts'
import { noTracing, type Tracing, type traceOf, tracingOver } from './tracing.ts'

/** How long a span waits for others that are sent with it. Milliseconds. */
const BATCH_MS = 2_000
const TIMEOUT_MS = 5_000

/**
 * Opens tracing when there is a collector. Nothing of OpenTelemetry but its interface is loaded without one: it costs half a second and tens of
 * megabytes. Nothing is registered globally, so that several servers of one process keep their spans apart.
 */
export async function openTracing(settings: OperatorSettings, version: string): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers, OTEL_TRACES_SAMPLER_ARG: share } = settings
  if (endpoint === undefined) return noTracing
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers: headersOf(headers), timeoutMillis: TIMEOUT_MS })
  const random = new sdk.RandomIdGenerator()
  const first = new AsyncLocalStorage<ReturnType<typeof traceOf>>()
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': settings.OTEL_SERVICE_NAME, 'service.version': version }),
    sampler: new sdk.TraceIdRatioBasedSampler(share),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: BATCH_MS })],
    idGenerator: {
      generateTraceId: () => first.getStore()?.traceId ?? random.generateTraceId(),
      generateSpanId: () => first.getStore()?.spanId ?? random.generateSpanId(),
    },
  })
  return tracingOver(
    provider.getTracer('backscroll', version),
    (ids, work): Span => first.run(ids, work),
    () => provider.shutdown(),
  )
}

/** `name=value,name=value`, values percent-encoded where they must be. */
const headersOf = (text = ''): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .filter(Boolean)
      .map((entry) => [entry.slice(0, entry.indexOf('=')), decodeURIComponent(entry.slice(entry.indexOf('=') + 1))]),
  )
