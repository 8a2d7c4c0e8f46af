import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Tags } from 'lucide-react'
import { useRead } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { money } from '../../words/amount.ts'
import { dayOf } from '../../words/time.ts'
import { SetPrice } from './set-price.tsx'

/** What models cost, for every workspace of the server. */
export function ServerPrices() {
  const query = useRead('listPrices', {})
  const [isSetting, setting] = useDisclosure()
  return (
    <Section
      title="Prices of models"
      about="They hold for every workspace, each from its day on. Calls that were made keep what they cost."
      actions={
        <Button size="xs" variant="default" onClick={setting.open}>
          Set a price
        </Button>
      }
      isFlush
    >
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
        {({ data }) => (
          <DataTable
            label="Prices of models"
            minWidth={760}
            rows={data}
            keyOf={({ provider, model, unit, validFrom }) => `${provider} ${model} ${unit} ${validFrom}`}
            empty={
              <EmptyState icon={Tags} title="No prices are known">
                Until one is set, calls are counted without a cost.
              </EmptyState>
            }
            columns={[
              { label: 'Model', cell: ({ provider, model }) => `${model} (${provider})` },
              { label: 'Price of', cell: ({ unit }) => unit.replaceAll('_', ' ') },
              { label: 'Per million', align: 'right', cell: ({ usdPerMillion }) => money(usdPerMillion) },
              { label: 'From', cell: ({ validFrom }) => dayOf(validFrom) },
              {
                label: 'Where it comes from',
                minWidth: 180,
                cell: ({ note, isEstimate, editedBy }) => (
                  <>
                    {note ?? '–'}
                    {isEstimate ? ' (estimate)' : ''}
                    <Text size="xs" c="dimmed" className="wrap-anywhere">
                      {editedBy}
                    </Text>
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <SetPrice isOpen={isSetting} onClose={setting.close} />
    </Section>
  )
}
