import { Button, Group, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChange, useRead } from '../../api.ts'

/** Puts a question with what was cited into a set that searches are measured with. */
export function AddToSet({ answerId }: { answerId: string }) {
  const sets = useRead('listEvaluationSets', {})
  const add = useChange('addToEvaluation', { touches: ['listEvaluationSets'], failure: 'The question was not added' })
  const [chosen, setChosen] = useState<string | null>(null)
  const known = sets.data?.data ?? []
  const setId = chosen ?? known[0]?.id
  if (setId === undefined) return null
  const put = () =>
    add.mutate(
      { params: { answerId }, body: { setId } },
      {
        onSuccess: () =>
          notifications.show({ message: 'The question is in the set', closeButtonProps: { 'aria-label': 'Close the message' } }),
      },
    )
  return (
    <Group gap={4} wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label="Set of questions"
        value={setId}
        data={known.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button size="xs" variant="default" loading={add.isPending} onClick={put}>
        Add to the set
      </Button>
    </Group>
  )
}
