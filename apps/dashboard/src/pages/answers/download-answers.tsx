import type { AnswerRow, Input } from '@backscroll/contracts'
import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { call } from '../../api.ts'
import { showFailure } from '../../components/show-failure.tsx'
import { csv } from '../../words/csv.ts'

type Query = Input<'listAnswers'>['query']
type Format = 'csv' | 'jsonl'

const PAGE = '200'
/** More than that is what the export of the workspace is for. */
const MOST_ROWS = 5_000
const COLUMNS = [
  'askedAt',
  'asker',
  'surface',
  'state',
  'question',
  'citations',
  'confidence',
  'model',
  'totalMs',
  'costUsd',
  'good',
  'bad',
  'id',
] as const
const TYPES: Record<Format, string> = { csv: 'text/csv', jsonl: 'application/x-ndjson' }

/** Saves the log, as it is filtered, as a table for spreadsheets or as lines of JSON: the newest 5,000 rows at most. */
export function DownloadAnswers({ query }: { query: Query }) {
  const download = useMutation({
    mutationFn: async (format: Format) => save(await everyRow(query), format),
    onError: (error) => showFailure('The list was not saved', error),
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<Download size={14} aria-hidden />} loading={download.isPending}>
          Save this list
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => download.mutate('csv')}>As CSV, for spreadsheets</Menu.Item>
        <Menu.Item onClick={() => download.mutate('jsonl')}>As JSON lines, for programs</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

async function everyRow({ cursor: _cursor, ...query }: Query): Promise<AnswerRow[]> {
  const rows: AnswerRow[] = []
  let cursor: string | null = null
  do {
    const page: { data: AnswerRow[]; nextCursor: string | null } = await call('listAnswers', {
      query: { ...query, limit: PAGE, ...(cursor === null ? {} : { cursor }) },
    })
    rows.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < MOST_ROWS)
  return rows.slice(0, MOST_ROWS)
}

function save(rows: readonly AnswerRow[], format: Format): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([format === 'csv' ? asTable(rows) : asLines(rows)], { type: TYPES[format] }))
  link.download = `answers.${format}`
  link.click()
  URL.revokeObjectURL(link.href)
}

const asTable = (rows: readonly AnswerRow[]): string =>
  csv([COLUMNS, ...rows.map((row) => COLUMNS.map((name) => (name === 'asker' ? row.asker.name : row[name])))])

/** What somebody has noted for themselves stays theirs. */
const asLines = (rows: readonly AnswerRow[]): string => rows.map(({ saved: _saved, ...row }) => `${JSON.stringify(row)}\n`).join('')
