import { Button, Group, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChange, useRead } from '../../api.ts'

const NEW = ''
const LONGEST = 1_000
const failure = 'The question was not added'

/** Puts a question with what was cited into a set that searches are measured with; into a new one where there is none. */
export function AddToSet({ answerId, question }: { answerId: string; question: string }) {
  const sets = useRead('listEvaluationSets', {})
  const create = useChange('createEvaluationSet', { touches: ['listEvaluationSets'], failure })
  const add = useChange('addToEvaluation', { touches: ['listEvaluationSets'], failure })
  const [chosen, setChosen] = useState<string | null>(null)
  const known = sets.data?.data ?? []
  const setId = chosen ?? known[0]?.id ?? NEW
  if (!sets.isSuccess) return null
  const put = (into: string): void =>
    add.mutate(
      { params: { answerId }, body: { setId: into } },
      {
        onSuccess: () =>
          notifications.show({ message: 'The question is in the set', closeButtonProps: { 'aria-label': 'Close the message' } }),
      },
    )
  const onPress = (): void => {
    const items = [{ query: question.slice(0, LONGEST), judgments: [] }]
    if (setId === NEW) create.mutate({ body: { name: 'Questions from the log', items } }, { onSuccess: ({ id }) => put(id) })
    else put(setId)
  }
  return (
    <Group gap={4} wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label="Set of questions"
        value={setId}
        data={[...known.map(({ id, name }) => ({ value: id, label: name })), { value: NEW, label: 'A new set' }]}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button size="xs" variant="default" loading={add.isPending || create.isPending} onClick={onPress}>
        Add to evaluation
      </Button>
    </Group>
  )
}
