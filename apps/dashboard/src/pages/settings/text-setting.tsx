import { Button, Group, Text, Textarea } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { offerUndo } from '../../components/saving.tsx'
import { count } from '../../words/amount.ts'
import type { Setting } from './setting-table.ts'
import type { SaveSetting } from './settings-saving.ts'

/** Some lines of text, stored by a button; leaving the page with something unsaved asks first. */
export function TextSetting({ setting, value, save }: { setting: Setting; value: string; save: SaveSetting }) {
  const [draft, setDraft] = useState(value)
  const [isBusy, setIsBusy] = useState(false)
  const isChanged = draft !== value
  const most = setting.control.kind === 'text' ? setting.control.most : 0
  useBlocker({
    shouldBlockFn: () => isChanged && !window.confirm(`${setting.label}: leave without saving?`),
    enableBeforeUnload: isChanged,
  })
  const store = async (): Promise<void> => {
    setIsBusy(true)
    try {
      await save(setting, draft)
      // a failure has been told
      offerUndo(`${setting.label} saved`, () => void save(setting, value).catch(() => undefined))
    } catch {
      // told already; the draft stays
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <>
      <Textarea
        aria-label={setting.label}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={most}
        value={draft}
        placeholder="For example: call our customers members."
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      />
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed">
          {count(draft.length)} of {count(most)} characters
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={!isChanged} onClick={() => setDraft(value)}>
            Discard
          </Button>
          <Button size="xs" disabled={!isChanged} loading={isBusy} onClick={() => void store()}>
            Save
          </Button>
        </Group>
      </Group>
    </>
  )
}
