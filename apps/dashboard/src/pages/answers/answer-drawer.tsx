import type { AnswerDetail, Asked } from '@backscroll/contracts'
import { Button, Drawer, SimpleGrid } from '@mantine/core'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useChange, useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { fieldsOf, valuesOf } from '../ask/ask-filters.ts'
import { AskedView } from '../ask/asked-view.tsx'
import { AnswerDetails } from './answer-details.tsx'

/** One answer with its trace, over the list. Its id stands in the address. */
export function AnswerDrawer({ answerId, onClose }: { answerId: string | undefined; onClose: () => void }) {
  const replay = useChange('ask', { touches: ['listAnswers', 'listHistory'], failure: 'The question was not answered' })
  const [replayed, setReplayed] = useState<string | null>(null)
  const again = replayed === answerId ? replay.data : undefined
  const ask = ({ id, question, filters }: AnswerDetail): void => {
    if (question === null) return
    setReplayed(id)
    replay.mutate({ body: { question, ...fieldsOf(valuesOf(filters)) } })
  }
  return (
    <Drawer
      opened={answerId !== undefined}
      onClose={onClose}
      position="right"
      size={again === undefined ? 'lg' : '90%'}
      title="Answer"
      closeButtonProps={{ 'aria-label': 'Close the answer' }}
    >
      {answerId === undefined ? null : <Content answerId={answerId} again={again} isBusy={replay.isPending} onReplay={ask} />}
    </Drawer>
  )
}

interface ContentProps {
  answerId: string
  again: Asked | undefined
  isBusy: boolean
  onReplay: (answer: AnswerDetail) => void
}

function Content({ answerId, again, isBusy, onReplay }: ContentProps) {
  const query = useRead('getAnswer', { params: { answerId } })
  return (
    <Loaded query={query} skeleton={<CardsSkeleton />}>
      {(answer) => (
        <SimpleGrid cols={again === undefined ? 1 : { base: 1, md: 2 }} spacing="lg">
          <AnswerDetails answer={answer}>
            {answer.question === null ? null : (
              <Button
                size="xs"
                variant="default"
                loading={isBusy}
                leftSection={<RotateCw size={14} aria-hidden />}
                onClick={() => onReplay(answer)}
              >
                Ask again as yourself
              </Button>
            )}
          </AnswerDetails>
          {again === undefined ? null : (
            <div aria-live="polite">
              <AskedView asked={again} title="Asked again as yourself, just now" />
            </div>
          )}
        </SimpleGrid>
      )}
    </Loaded>
  )
}
