import { Drawer } from '@mantine/core'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { AnswerDetails } from './answer-details.tsx'

/** One answer with its trace, over the list. Its id stands in the address. */
export function AnswerDrawer({ answerId, onClose }: { answerId: string | undefined; onClose: () => void }) {
  return (
    <Drawer
      opened={answerId !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title="Answer"
      closeButtonProps={{ 'aria-label': 'Close the answer' }}
    >
      {answerId === undefined ? null : <Content answerId={answerId} />}
    </Drawer>
  )
}

function Content({ answerId }: { answerId: string }) {
  const query = useRead('getAnswer', { params: { answerId } })
  return (
    <Loaded query={query} skeleton={<CardsSkeleton />}>
      {(answer) => <AnswerDetails answer={answer} />}
    </Loaded>
  )
}
