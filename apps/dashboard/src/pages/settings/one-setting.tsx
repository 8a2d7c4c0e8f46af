import type { Settings } from '@backscroll/contracts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { RotateCcw } from 'lucide-react'
import { SaveNumber, SaveSelect, SaveSwitch } from '../../components/save-field.tsx'
import { SaveWord } from '../../components/save-word.tsx'
import { SettingRow } from '../../components/setting-row.tsx'
import { AskersSetting } from './askers-setting.tsx'
import { isSame } from './is-same.ts'
import { reactionName } from './reaction-name.ts'
import { sayValue } from './say-value.ts'
import { ScheduleSetting } from './schedule-setting.tsx'
import type { Setting, SettingValue } from './setting-table.ts'
import type { SaveSetting } from './settings-saving.ts'
import { draftOf, TextSetting } from './text-setting.tsx'

interface OneSettingProps {
  setting: Setting
  settings: Settings
  save: SaveSetting
}

/** One setting: its name, what it does, its default, its control, and the way back to the default. */
export function OneSetting({ setting, settings, save }: OneSettingProps) {
  const value = settings.values[setting.name]
  const usual = settings.defaults[setting.name]
  const { kind } = setting.control
  const notes = settings.notes.filter((note) => note.setting === setting.name)
  const help = (
    <>
      {setting.help} {usual === '' ? '' : `Default: ${sayValue(setting.control, usual)}.`}
      {notes.map(({ sentence }) => (
        <Text key={sentence} size="sm" mt={4}>
          {sentence}
        </Text>
      ))}
    </>
  )
  const reset = isSame(value, usual) ? null : (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<RotateCcw size={12} aria-hidden />}
      aria-label={`Reset ${setting.label} to its default`}
      // a failure has been told
      onClick={() => void save(setting, null).catch(() => undefined)}
    >
      Reset
    </Button>
  )
  if (kind === 'askers')
    return (
      <AskersSetting setting={setting} ids={settings.values.asker_ids} isUsed={settings.values.allowed_askers === 'chosen'} save={save} />
    )
  if (kind === 'text' || kind === 'lines')
    return (
      <Stack gap={0} pb="sm">
        <SettingRow label={setting.label} help={help}>
          {reset}
        </SettingRow>
        <TextSetting key={draftOf(value)} setting={setting} value={draftOf(value)} save={save} />
      </Stack>
    )
  return (
    <SettingRow label={setting.label} help={help}>
      <Group gap="xs" wrap="nowrap">
        {reset}
        <SettingControl setting={setting} value={value} models={settings.models} save={save} />
      </Group>
    </SettingRow>
  )
}

function SettingControl({ setting, value, models, save }: Omit<OneSettingProps, 'settings'> & { value: SettingValue; models: string[] }) {
  const { control, label } = setting
  const field = {
    label,
    save: (next: SettingValue) => save(setting, next),
    said: (next: SettingValue) => `${label}: ${sayValue(control, next)}`,
  }
  switch (control.kind) {
    case 'switch':
      return <SaveSwitch {...field} value={Boolean(value)} />
    case 'number':
      return <SaveNumber {...field} {...control} value={value === null ? null : Number(value)} />
    case 'choice':
      return <SaveSelect {...field} value={String(value)} options={withValue(control.options, String(value))} />
    case 'reaction':
      return (
        <SaveWord
          {...field}
          value={value === null ? '' : String(value)}
          save={(next) => save(setting, next === '' ? null : next)}
          said={(next) => field.said(next === '' ? null : next)}
          read={reactionName}
          problem="Its name, such as pushpin"
          placeholder="none"
        />
      )
    case 'schedule':
      return <ScheduleSetting {...field} control={control} value={String(value)} />
    case 'model':
      return (
        <SaveSelect
          {...field}
          value={value === null ? '' : String(value)}
          save={(next) => save(setting, next === '' ? null : next)}
          said={(next) => field.said(next === '' ? null : next)}
          options={withValue([['', 'The choice of the server'], ...models.map((model) => [model, model] as const)], String(value ?? ''))}
        />
      )
    case 'text':
    case 'askers':
    case 'lines':
      return null
  }
}

/** The options, with what is stored among them even where the page does not know it. */
const withValue = (options: readonly (readonly [string, string])[], value: string): readonly (readonly [string, string])[] =>
  options.some(([option]) => option === value) ? options : [...options, [value, value]]
