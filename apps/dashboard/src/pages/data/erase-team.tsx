import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { useSession } from '../../shell/session.ts'
import { useErase } from './use-erase.ts'

/** Erases everything of the workspace, once its domain is typed. */
export function EraseTeam({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { team } = useSession()
  const { erase, isBusy } = useErase(onClose)
  return (
    <ConfirmTyped
      isOpen={isOpen}
      onClose={onClose}
      title={`Erase everything of ${team.name}`}
      expected={team.domain}
      action="Erase everything"
      isBusy={isBusy}
      onConfirm={(typed) => erase({ kind: 'team', confirm: typed })}
    >
      All messages, answers, settings, roles and keys of this workspace are erased, and everybody is signed out. Export first what you want
      to keep. Channels on legal hold must be released before.
    </ConfirmTyped>
  )
}
