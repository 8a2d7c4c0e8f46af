import { SegmentedControl, Skeleton, Table } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { ChartProps } from './chart.tsx'
import { Section } from './section.tsx'

const Chart = lazy(() => import('./chart.tsx').then((module) => ({ default: module.Chart })))

/** A chart, and the same numbers as a table for whoever cannot see or does not like charts. */
export function ChartWithTable({ title, about, ...chart }: ChartProps & { title: string; about?: string }) {
  const [view, setView] = useState('chart')
  const { rows, series } = chart
  return (
    <Section
      title={title}
      about={about}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={`Show ${title} as`}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      }
    >
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton h={240} />}>
          <Chart {...chart} />
        </Suspense>
      ) : (
        <Table.ScrollContainer
          minWidth={320}
          mah={320}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': `${title}, table` } }}
        >
          <Table aria-label={title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Time</Table.Th>
                {series.map(({ key, label }) => (
                  <Table.Th key={key} ta="right">
                    {label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={String(row.label)}>
                  <Table.Td>{row.label}</Table.Td>
                  {series.map(({ key, format }) => (
                    <Table.Td key={key} ta="right" className="numeric">
                      {format(Number(row[key]))}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  )
}
