import { Stack } from '@mantine/core'
import { ScrollText } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { DayFilter, FilterBar, SelectFilter, TextFilter } from '../../components/filter-bar.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { day, filters, useFilters, words } from '../../filters.ts'
import { actions } from './actions.ts'
import { AuditEntry } from './audit-entry.tsx'

const auditFilters = filters({ actor: words(64), action: words(64), from: day, to: day, cursor: words(2_000) })

/** Who did what, newest first. Nothing here can be changed or removed. */
export function AuditPage() {
  const [{ cursor, ...narrowed }, setFilters] = useFilters(auditFilters)
  const query = useRead('listAudit', { query: { ...narrowed, ...(cursor === undefined ? {} : { cursor }) } })
  const { actor, action, from, to } = narrowed
  const isNarrowed = Object.keys(narrowed).length > 0
  const clear = (): void => setFilters({ actor: undefined, action: undefined, from: undefined, to: undefined, cursor: undefined })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Audit log"
        about="Who did what, newest first. It holds names and numbers, never the text of a message, and nobody can change it."
      />
      <FilterBar onClear={isNarrowed ? clear : undefined}>
        <SelectFilter
          label="What was done"
          all="Everything"
          value={action}
          options={withChosen(action)}
          onChange={(chosen) => setFilters({ action: chosen })}
        />
        <TextFilter
          label="Id of a person or key"
          placeholder="U012AB3CD"
          value={actor}
          onChange={(chosen) => setFilters({ actor: chosen })}
        />
        <DayFilter label="From" value={from} onChange={(chosen) => setFilters({ from: chosen })} />
        <DayFilter label="To" value={to} onChange={(chosen) => setFilters({ to: chosen })} />
      </FilterBar>
      <Section title="Entries" isFlush>
        <Loaded query={query} skeleton={<RowsSkeleton />}>
          {(page) =>
            page.data.length === 0 ? (
              <EmptyState icon={ScrollText} title={isNarrowed ? 'Nothing like that' : 'Nothing was done yet'}>
                {isNarrowed ? 'Take a filter back to see more.' : 'Every change of a setting, a role, a channel or a key stands here.'}
              </EmptyState>
            ) : (
              <>
                {page.data.map((row) => (
                  <AuditEntry key={row.id} row={row} />
                ))}
                <Pager shown={page.data.length} page={page} cursor={cursor} onMove={(next) => setFilters({ cursor: next })} />
              </>
            )
          }
        </Loaded>
      </Section>
    </Stack>
  )
}

/** The actions to choose from, with what the address asks for among them even where this page does not know it. */
const withChosen = (chosen: string | undefined): readonly (readonly [string, string])[] =>
  chosen === undefined || actions.some(([action]) => action === chosen) ? actions : [...actions, [chosen, chosen]]
