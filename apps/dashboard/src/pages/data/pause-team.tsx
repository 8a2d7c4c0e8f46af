import type { TeamStatus } from '@backscroll/contracts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Pause, Play } from 'lucide-react'
import { useChange, useRead } from '../../api.ts'
import { Confirm } from '../../components/confirm.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Section } from '../../components/section.tsx'
import { SettingRow } from '../../components/setting-row.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { may, useSession } from '../../shell/session.ts'
import { exactTime } from '../../words/time.ts'

const WORDS: Record<TeamStatus['state'], string> = {
  installing: 'The installation is not finished.',
  active: 'Slack is read and questions are answered.',
  paused: 'Paused: nothing is read and nothing is answered. Nothing is lost.',
  uninstalled: 'The app is uninstalled in Slack.',
  erasing: 'Everything is being erased.',
}

/** Whether the workspace is read and answered, and how to stop both for a while. */
export function PauseTeam() {
  const query = useRead('getTeamStatus', {})
  return (
    <Section title="Reading and answering">
      <Loaded query={query} skeleton={<RowsSkeleton rows={1} />}>
        {(status) => <Row status={status} />}
      </Loaded>
    </Section>
  )
}

function Row({ status: { state, eraseAfter } }: { status: TeamStatus }) {
  const isOwner = may(useSession(), 'owner')
  const [isOpen, dialog] = useDisclosure()
  const { mutate, isPending } = useChange('changeTeamStatus', {
    touches: ['getTeamStatus', 'getCompliance', 'listAudit'],
    failure: 'Nothing was changed',
  })
  const put = (next: 'active' | 'paused'): void => mutate({ body: { state: next } }, { onSuccess: dialog.close })
  return (
    <>
      <SettingRow
        label={state === 'paused' ? 'Paused' : 'State'}
        help={`${WORDS[state]}${eraseAfter === null ? '' : ` Everything is erased after ${exactTime(eraseAfter)}.`}${isOwner ? '' : ' Only an owner can change this.'}`}
      >
        {state === 'paused' ? (
          <Button
            size="sm"
            disabled={!isOwner}
            loading={isPending}
            leftSection={<Play size={15} aria-hidden />}
            onClick={() => put('active')}
          >
            Resume
          </Button>
        ) : (
          <Button
            size="sm"
            variant="default"
            disabled={!isOwner || state !== 'active'}
            leftSection={<Pause size={15} aria-hidden />}
            onClick={dialog.open}
          >
            Pause
          </Button>
        )}
      </SettingRow>
      <Confirm
        isOpen={isOpen}
        title="Pause reading and answering?"
        action="Pause"
        isBusy={isPending}
        onClose={dialog.close}
        onConfirm={() => put('paused')}
      >
        Questions are not answered until somebody resumes. What is written in Slack meanwhile is read afterwards.
      </Confirm>
    </>
  )
}
