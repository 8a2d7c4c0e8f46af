import { ApiError, type Input } from '@backscroll/contracts'
import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { showFailure } from '../../components/show-failure.tsx'

type Query = Input<'listAnswers'>['query']
type Format = 'csv' | 'jsonl'

/** Saves the whole log, as it is filtered, as a table for spreadsheets or as lines of JSON. */
export function DownloadAnswers({ query }: { query: Query }) {
  const download = useMutation({
    mutationFn: (format: Format) => save(query, format),
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

/** @throws ApiError */
async function save({ cursor: _cursor, ...narrowing }: Query, format: Format): Promise<void> {
  const asked = new URLSearchParams({ ...(narrowing as Record<string, string>), format })
  const reply = await fetch(`/v1/answers/download?${asked.toString()}`)
  if (!reply.ok) throw new ApiError(reply.status, (await reply.json().catch(() => ({}))) as Record<string, unknown>)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await reply.blob())
  link.download = `answers.${format}`
  link.click()
  URL.revokeObjectURL(link.href)
}
