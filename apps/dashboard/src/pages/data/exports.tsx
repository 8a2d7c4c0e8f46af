import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Download } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, useFilters, words } from '../../filters.ts'
import { ExportsTable } from './exports-table.tsx'
import { NewExport } from './new-export.tsx'

const exportFilters = filters({ exports: words(2_000), erasures: words(2_000), days: words(2) })
const BUSY_MS = 2_000
const isBusy = (rows: readonly { state: string }[] = []): boolean => rows.some(({ state }) => state === 'waiting' || state === 'running')

/** Exports with how far they are, and their files. */
export function Exports() {
  const [{ exports: cursor }, setFilters] = useFilters(exportFilters)
  const [isAsking, asking] = useDisclosure()
  const query = useRead(
    'listExports',
    { query: cursor === undefined ? {} : { cursor } },
    { everyMs: (page) => isBusy(page?.data) && BUSY_MS },
  )
  return (
    <Section
      title="Exports"
      about="A file with what is stored. It is there for a day, for whoever asked for it."
      isFlush
      actions={
        <Button size="sm" leftSection={<Download size={15} aria-hidden />} onClick={asking.open}>
          Export
        </Button>
      }
    >
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
        {(page) =>
          page.data.length === 0 ? (
            <EmptyState icon={Download} title="Nothing was exported">
              An export holds messages, answers, the audit log and the settings, as you choose.
            </EmptyState>
          ) : (
            <>
              <ExportsTable rows={page.data} />
              <Pager shown={page.data.length} page={page} cursor={cursor} onMove={(next) => setFilters({ exports: next })} />
            </>
          )
        }
      </Loaded>
      <NewExport isOpen={isAsking} onClose={asking.close} />
    </Section>
  )
}
