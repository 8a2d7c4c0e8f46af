import { Stack } from '@mantine/core'
import { PageHeader } from '../../components/page-header.tsx'
import { may, useSession } from '../../shell/session.ts'
import { ComplianceFigures } from './compliance-figures.tsx'
import { Erasures } from './erasures.tsx'
import { Exports } from './exports.tsx'
import { PauseTeam } from './pause-team.tsx'

/** Takes everything out, erases it for good, and shows what was done. */
export function DataPage() {
  const session = useSession()
  const isOwner = may(session, 'owner')
  const about = isOwner
    ? 'Take everything out, erase it for good, and see what was done.'
    : 'Take out what is your own: your messages that were read, your questions and their answers.'
  return (
    <Stack gap="lg">
      <PageHeader title="Data" about={about} />
      <Exports />
      {may(session, 'admin') ? <ComplianceFigures /> : null}
      {may(session, 'admin') ? <PauseTeam /> : null}
      {isOwner ? <Erasures /> : null}
    </Stack>
  )
}
