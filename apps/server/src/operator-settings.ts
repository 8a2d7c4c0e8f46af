import { z } from 'zod'

/** Settings of what operators look at: the operator's door, metrics, traces. */
export const operatorSettings = z.object({
  OPERATOR_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port of the operator: /healthz, /readyz, /health and /metrics of any process, a worker included. Absent: no such port.'),
  OPERATOR_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address for OPERATOR_PORT; 0.0.0.0 in a container, where only the cluster reaches it.'),
  OPERATOR_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'must be 16 to 200 visible characters')
    .optional()
    .describe(
      'Bearer token for /health and /metrics. With it they are served on PORT too; without it only on OPERATOR_PORT, to everybody who reaches it.',
    ),
  OPERATORS: z
    .string()
    .transform((value) => value.split(',').map((pair) => pair.trim()))
    .pipe(z.array(z.string().regex(/^[TE][A-Z0-9]+\/[UW][A-Z0-9]+$/, 'must be pairs such as T0123ABCD/U0123ABCD, comma-separated')))
    .default([])
    .describe('People who see the page of this server in the dashboard: "team id/user id", comma-separated.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .describe(
      'OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318. Absent: no traces, and nothing is loaded for them.',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,=\s][^,]*(,[\w-]+=[^,=\s][^,]*)*$/, 'must be entries of "name=value", comma-separated')
    .optional()
    .describe('Headers for that collector, "name=value", comma-separated.'),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default('backscroll').describe('Name of this service in traces.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Share of traces that are kept, 0 to 1, decided by the trace id: every process decides alike.'),
})

export type OperatorSettings = Readonly<z.infer<typeof operatorSettings>>
