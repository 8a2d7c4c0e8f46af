import type { ErasurePreview, ErasureQuery, NewErasure } from '@backscroll/contracts'
import { Alert, Button, Group, Modal, Stack } from '@mantine/core'
import { Lock } from 'lucide-react'
import { useRead } from '../../api.ts'
import { ConfirmTyped } from '../../components/confirm-typed.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { counted } from '../../words/amount.ts'
import { useErase } from './use-erase.ts'

/** What is asked for, without the word that confirms it. */
export type Asked =
  | { kind: 'message' | 'thread'; permalink: string }
  | { kind: 'period'; from: string; to: string; channelId?: string | undefined }

interface EraseCountedProps {
  /** Null while it is not known yet. */
  asked: Asked | null
  isOpen: boolean
  title: string
  /** Of the button: "Erase the thread". */
  action: string
  /** What else is good to know. */
  about: string
  onClose: () => void
}

const NOTHING: ErasureQuery = { kind: 'message' }

/** Counts what would be erased, says when a hold forbids it, and has the number typed. */
export function EraseCounted({ asked, isOpen, title, action, about, onClose }: EraseCountedProps) {
  const query = useRead('previewErasure', { query: asked ?? NOTHING }, { enabled: isOpen && asked !== null, keptMs: 0 })
  const { erase, isBusy } = useErase(onClose)
  // what was counted before belongs to something else
  const preview = query.isPlaceholderData ? undefined : query.data
  const isReady = preview !== undefined && preview.obstacle === null
  return (
    <>
      <Modal opened={isOpen && !isReady} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
        {isOpen && !isReady ? (
          <Stack>
            {preview === undefined && !query.isError ? (
              <div role="status" aria-label="Counting what would be erased">
                <RowsSkeleton rows={2} />
              </div>
            ) : (
              <Loaded query={query} skeleton={null}>
                {({ obstacle }) => (
                  <Alert color="gray" variant="light" icon={<Lock size={16} aria-hidden />} title="This cannot be erased now">
                    {obstacle}
                  </Alert>
                )}
              </Loaded>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Close
              </Button>
            </Group>
          </Stack>
        ) : null}
      </Modal>
      <ConfirmTyped
        isOpen={isOpen && isReady}
        onClose={onClose}
        title={title}
        expected={`erase ${counted(preview?.messages ?? 0, 'message')}`}
        action={action}
        isBusy={isBusy}
        onConfirm={() => asked && preview && erase(confirmed(asked, preview))}
      >
        {preview ? sentences(preview) : ''} {about}
      </ConfirmTyped>
    </>
  )
}

const confirmed = (asked: Asked, { confirm }: ErasurePreview): NewErasure => ({ ...asked, confirm })

/** What goes, store by store, without what is empty. */
function sentences({ messages, questions, answersFromThem, posts }: ErasurePreview): string {
  const gone = [counted(messages, 'message'), ...(questions > 0 ? [`${counted(questions, 'question')} asked there`] : [])].join(' and ')
  return [
    `${gone} ${messages + questions === 1 ? 'is' : 'are'} erased here.`,
    ...(answersFromThem > 0
      ? [`${counted(answersFromThem, 'answer')} elsewhere ${answersFromThem === 1 ? 'loses' : 'lose'} what came from there.`]
      : []),
    ...(posts > 0 ? [`${counted(posts, 'message')} of Backscroll in Slack ${posts === 1 ? 'is' : 'are'} taken back.`] : []),
  ].join(' ')
}
