import type { AnswerRow, Input } from '@backscroll/contracts'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { call } from '../../api.ts'
import { showFailure } from '../../components/show-failure.tsx'
import { csv } from '../../words/csv.ts'

type Query = Input<'listAnswers'>['query']

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
  'totalMs',
  'costUsd',
  'good',
  'bad',
  'id',
] as const

/** Saves the log, as it is filtered, as a table for spreadsheets: the newest 5,000 rows at most. */
export function DownloadAnswers({ query }: { query: Query }) {
  const download = useMutation({
    mutationFn: async () => save(await everyRow(query)),
    onError: (error) => showFailure('The table was not saved', error),
  })
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Download size={14} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      Save as CSV
    </Button>
  )
}

async function everyRow(query: Query): Promise<AnswerRow[]> {
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

function save(rows: readonly AnswerRow[]): void {
  const lines = rows.map((row) => COLUMNS.map((name) => (name === 'asker' ? row.asker.name : row[name])))
  const address = URL.createObjectURL(new Blob([csv([COLUMNS, ...lines])], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'answers.csv'
  link.click()
  URL.revokeObjectURL(address)
}
