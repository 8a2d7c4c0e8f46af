import { Button, Group, Text, Textarea } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { offerUndo } from '../../components/saving.tsx'
import { count } from '../../words/amount.ts'
import type { Control, Setting, SettingValue } from './setting-table.ts'
import type { SaveSetting } from './settings-saving.ts'

/** What stands in the field for a value: the entries of a list line by line. */
export const draftOf = (value: SettingValue): string => (typeof value === 'object' && value !== null ? value.join('\n') : String(value))

/** What a draft stands for. */
const settingOf = (control: Control, draft: string): SettingValue =>
  control.kind === 'lines' ? draft.split(/[\n,]/).flatMap((line) => line.trim() || []) : draft

/** Some lines of text, stored by a button; leaving the page with something unsaved asks first. */
export function TextSetting({ setting, value, save }: { setting: Setting; value: string; save: SaveSetting }) {
  const [draft, setDraft] = useState(value)
  const [isBusy, setIsBusy] = useState(false)
  const isChanged = draft !== value
  const { control } = setting
  const most = control.kind === 'text' ? control.most : control.kind === 'lines' ? control.most * control.longest : 0
  useBlocker({
    shouldBlockFn: () => isChanged && !window.confirm(`${setting.label}: leave without saving?`),
    enableBeforeUnload: isChanged,
  })
  const store = async (): Promise<void> => {
    setIsBusy(true)
    try {
      await save(setting, settingOf(control, draft))
      // a failure has been told
      offerUndo(`${setting.label} saved`, () => void save(setting, settingOf(control, value)).catch(() => undefined))
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
        placeholder={control.kind === 'lines' ? control.example : 'For example: call our customers members.'}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      />
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed">
          {control.kind === 'lines'
            ? `${count(draft.split('\n').filter((line) => line.trim()).length)} of ${count(control.most)} patterns`
            : `${count(draft.length)} of ${count(most)} characters`}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" aria-label={`Discard ${setting.label}`} disabled={!isChanged} onClick={() => setDraft(value)}>
            Discard
          </Button>
          <Button size="xs" aria-label={`Save ${setting.label}`} disabled={!isChanged} loading={isBusy} onClick={() => void store()}>
            Save
          </Button>
        </Group>
      </Group>
    </>
  )
}
