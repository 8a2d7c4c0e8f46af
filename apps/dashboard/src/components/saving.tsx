import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'

interface Saving<Value> {
  /** What is stored. */
  stored: Value
  /** Stores another value. A failure has told its reason and throws. */
  save: (value: Value) => Promise<unknown>
  /** Says what a value means: "Answers from #general are off". */
  said: (value: Value) => string
}

/**
 * Shows a new value at once and stores it behind; takes it back when storing fails. @returns what to show, whether it is being stored, and how
 * to store another value with an offer to undo it.
 */
export function useSaving<Value>({ stored, save, said }: Saving<Value>): { shown: Value; isBusy: boolean; put: (value: Value) => void } {
  const [wanted, setWanted] = useState<{ value: Value } | null>(null)
  const store = async (value: Value, before: Value | null): Promise<void> => {
    setWanted({ value })
    try {
      await save(value)
      if (before === null) notifications.show({ message: said(value), closeButtonProps: { 'aria-label': 'Close the message' } })
      else offerUndo(said(value), () => void store(before, null))
    } catch {
      // told already: what was stored stands again
    } finally {
      setWanted(null)
    }
  }
  return { shown: wanted ? wanted.value : stored, isBusy: wanted !== null, put: (value) => void store(value, stored) }
}

/** Says what was done and offers to undo it. */
export const offerUndo = (said: string, undo: () => void): void => {
  const id = notifications.show({
    autoClose: 8_000,
    closeButtonProps: { 'aria-label': 'Close the message' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" className="wrap-anywhere">
          {said}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  })
}
