import { Confirm } from '../../components/confirm.tsx'
import type { ErasureQuestion } from './erasure-question.ts'

interface SureToEraseProps {
  /** Null: nothing is asked. */
  question: ErasureQuestion | null
  onAnswer: (isSure: boolean) => void
}

/** A setting that erases is asked about before it is stored. */
export function SureToErase({ question, onAnswer }: SureToEraseProps) {
  return (
    <Confirm
      isOpen={question !== null}
      title={question?.title ?? ''}
      action={question?.action ?? ''}
      isBusy={false}
      onConfirm={() => onAnswer(true)}
      onClose={() => onAnswer(false)}
    >
      {question?.text ?? ''}
    </Confirm>
  )
}
