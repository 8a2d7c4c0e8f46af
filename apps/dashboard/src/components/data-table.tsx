import { Table, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Column<Row> {
  label: string
  /** For columns of actions, whose heading is for screen readers. */
  isLabelHidden?: true
  align?: 'right'
  minWidth?: number
  cell: (row: Row) => ReactNode
}

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Below this width it scrolls inside its card. Pixels. */
  minWidth: number
  /** Instead of the table when it has no rows. */
  empty?: ReactNode
}

/** A table that scrolls inside its card on narrow screens. */
export function DataTable<Row>({ label, columns, rows, keyOf, minWidth, empty }: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return empty
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': `${label}, table` } }}
    >
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label: heading, isLabelHidden, align, minWidth: miw }) => (
              <Table.Th key={heading} ta={align} miw={miw}>
                {isLabelHidden ? <VisuallyHidden>{heading}</VisuallyHidden> : heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ label: heading, align, cell }) => (
                <Table.Td key={heading} ta={align} className={align === 'right' ? 'numeric' : undefined}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
