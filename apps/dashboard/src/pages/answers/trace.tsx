import type { AnswerDetail } from '@backscroll/contracts'
import { Group, Progress, Stack, Text, Title } from '@mantine/core'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { count, milliseconds, money } from '../../words/amount.ts'

type Call = AnswerDetail['calls'][number]

const columns: Column<Call>[] = [
  { label: 'For', cell: ({ purpose, cached }) => (cached ? `${purpose} (kept)` : purpose) },
  { label: 'Model', cell: ({ model }) => model },
  { label: 'Result', cell: ({ status }) => status },
  {
    label: 'Tokens',
    align: 'right',
    cell: ({ inputTokens, outputTokens }) => `${count(inputTokens ?? 0)} in, ${count(outputTokens ?? 0)} out`,
  },
  { label: 'Time', align: 'right', cell: ({ latencyMs }) => milliseconds(latencyMs) },
  { label: 'Cost', align: 'right', cell: ({ costUsd }) => (costUsd === null ? '–' : money(costUsd)) },
]

const STEPS: Record<string, string> = {
  rights: 'What may be read',
  search: 'Retrieved',
  rerank: 'Ranked again',
  write: 'Written',
  cite: 'Citations checked',
  show: 'Shown',
}

/** How an answer came about: the steps with their times, the calls of models, and what its confidence is made of. */
export function Trace({ answer: { trace, calls, confidence, confidenceParts } }: { answer: AnswerDetail }) {
  const longest = Math.max(1, ...trace.map(({ ms }) => ms ?? 0))
  const parts = Object.entries(confidenceParts)
  return (
    <Stack gap="md">
      {trace.length === 0 ? null : (
        <div>
          <Title order={3} fz={15} mb="xs">
            Steps
          </Title>
          <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
            {trace.map(({ step, ms, detail }) => (
              <li key={step}>
                <Group justify="space-between" gap="xs">
                  <Text size="sm" fw={600}>
                    {STEPS[step] ?? step}
                  </Text>
                  {ms === null ? null : (
                    <Text size="sm" className="numeric">
                      {milliseconds(ms)}
                    </Text>
                  )}
                </Group>
                {ms === null ? null : <Progress value={(100 * ms) / longest} size="xs" aria-label={`Time of ${STEPS[step] ?? step}`} />}
                <Text size="xs" c="dimmed" className="wrap-anywhere">
                  {detail}
                </Text>
              </li>
            ))}
          </Stack>
        </div>
      )}
      {confidence === null ? null : (
        <div>
          <Title order={3} fz={15} mb={4}>
            Confidence: {Math.round(confidence)} of 100
          </Title>
          <Text size="sm" c="dimmed">
            {parts.map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ')}
          </Text>
        </div>
      )}
      {calls.length === 0 ? null : (
        <div>
          <Title order={3} fz={15} mb={4}>
            Calls of models
          </Title>
          <DataTable
            label="Calls of models"
            columns={columns}
            rows={calls}
            keyOf={(call) => `${call.purpose} ${call.model} ${calls.indexOf(call)}`}
            minWidth={560}
          />
        </div>
      )}
    </Stack>
  )
}
