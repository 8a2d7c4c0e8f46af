import { CompositeChart } from '@mantine/charts'

interface Series {
  /** Of the value in each row. */
  key: string
  label: string
  kind: 'area' | 'bar' | 'line'
  color: string
  /** On the axis at the right: another unit. */
  isRight?: true
  format: (value: number) => string
}

export interface ChartProps {
  /** What the picture shows, in a sentence. */
  description: string
  /** `label` stands on the axis and is different in each row. */
  rows: ({ label: string } & Record<string, string | number>)[]
  series: Series[]
}

/** Loaded when it is needed: the library weighs more than half of everything else. */
export function Chart({ description, rows, series }: ChartProps) {
  const left = series.find(({ isRight }) => !isRight)
  const right = series.find(({ isRight }) => isRight)
  // there is no half a question
  const hasParts = series.some(({ key, isRight }) => !isRight && rows.some((row) => !Number.isInteger(row[key])))
  return (
    <div role="img" aria-label={description}>
      <CompositeChart
        h={240}
        data={rows}
        dataKey="label"
        withLegend
        withRightYAxis={right !== undefined}
        yAxisProps={{ allowDecimals: hasParts }}
        {...(left ? { valueFormatter: left.format } : {})}
        {...(right ? { rightYAxisProps: { tickFormatter: right.format } } : {})}
        series={series.map(({ key, label, kind, color, isRight }) => ({
          name: key,
          label,
          type: kind,
          color,
          ...(isRight ? { yAxisId: 'right' } : {}),
        }))}
        gridAxis="y"
        curveType="monotone"
        withDots={false}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </div>
  )
}
