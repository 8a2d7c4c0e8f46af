import { Confirm } from '../../components/confirm.tsx'
import { counted } from '../../words/amount.ts'

interface SureToEraseProps {
  /** How long messages would be kept; null: nothing is asked. */
  days: number | null
  onAnswer: (isSure: boolean) => void
}

/** Keeping messages for a shorter time erases: that is asked before it is stored. */
export function SureToErase({ days, onAnswer }: SureToEraseProps) {
  return (
    <Confirm
      isOpen={days !== null}
      title="Keep messages for a shorter time?"
      action="Erase older messages"
      isBusy={false}
      onConfirm={() => onAnswer(true)}
      onClose={() => onAnswer(false)}
    >
      Messages that are older than {counted(days ?? 0, 'day')} are erased here for good, with the answers that cite them. Undo brings the
      number back, not the messages. Nothing changes in Slack.
    </Confirm>
  )
}
