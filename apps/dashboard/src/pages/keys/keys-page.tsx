import { Anchor, Button, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { KeyRound } from 'lucide-react'
import { useRead } from '../../api.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { KeysTable } from './keys-table.tsx'
import { MakeKey } from './make-key.tsx'

/** Keys with which programs use the API. */
export function KeysPage() {
  const query = useRead('listKeys', {})
  const [isMaking, making] = useDisclosure()
  const make = (
    <Button size="sm" leftSection={<KeyRound size={15} aria-hidden />} onClick={making.open}>
      Make a key
    </Button>
  )
  return (
    <Stack gap="lg">
      <PageHeader
        title="API keys"
        about={
          <>
            For programs that use the API. A key reads what its person may read in Slack at the moment of a call, and nothing else.{' '}
            <Anchor href="/openapi.json" size="sm" underline="always">
              Description of the API
            </Anchor>
          </>
        }
      >
        {make}
      </PageHeader>
      <Section title="Keys" isFlush>
        <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState icon={KeyRound} title="There is no key">
                Make one for a program that should search or ask.
              </EmptyState>
            ) : (
              <KeysTable keys={data} />
            )
          }
        </Loaded>
      </Section>
      <MakeKey isOpen={isMaking} onClose={making.close} />
    </Stack>
  )
}
