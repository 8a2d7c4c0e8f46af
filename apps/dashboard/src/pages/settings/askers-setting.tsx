import type { Askers } from '@backscroll/contracts'
import { ActionIcon, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRead } from '../../api.ts'
import { FindPerson } from '../../components/find-person.tsx'
import { useSaving } from '../../components/saving.tsx'
import { SettingRow } from '../../components/setting-row.tsx'
import { counted } from '../../words/amount.ts'
import type { Setting } from './setting-table.ts'
import type { SaveSetting } from './settings-saving.ts'

interface AskersSettingProps {
  setting: Setting
  ids: readonly string[]
  /** Whether the list decides anything now. */
  isUsed: boolean
  save: SaveSetting
}

/** Who may ask, by name, with a way to add people and groups and to take them out; each step is stored at once. */
export function AskersSetting({ setting, ids, isUsed, save }: AskersSettingProps) {
  const client = useQueryClient()
  const query = useRead('listAskers', {}, { enabled: isUsed || ids.length > 0 })
  const { shown, isBusy, put } = useSaving({
    stored: ids,
    save: async (next) => {
      await save(setting, [...next])
      await client.invalidateQueries({ queryKey: ['listAskers'] })
    },
    said: (next) => (next.length === 0 ? 'Nobody is chosen' : `${counted(next.length, 'person or group', 'people and groups')} may ask`),
  })
  return (
    <Stack gap="xs" pb="sm">
      <SettingRow label={setting.label} help={setting.help}>
        {null}
      </SettingRow>
      <Chosen ids={shown} askers={query.data} isBusy={isBusy} onLeave={(id) => put(shown.filter((each) => each !== id))} />
      {isUsed ? (
        <Additions ids={shown} askers={query.data} onAdd={(id) => put([...shown.filter((each) => each !== id), id])} />
      ) : (
        <Text size="sm" c="dimmed">
          This list decides once “Who may ask” says so.
        </Text>
      )}
    </Stack>
  )
}

interface ChosenProps {
  ids: readonly string[]
  askers: Askers | undefined
  isBusy: boolean
  onLeave: (id: string) => void
}

function Chosen({ ids, askers, isBusy, onLeave }: ChosenProps) {
  if (ids.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody is chosen: only admins.
      </Text>
    )
  const names = new Map((askers?.chosen ?? []).map(({ id, name }) => [id, name]))
  const groups = new Map((askers?.groups ?? []).map((group) => [group.id, group]))
  return (
    <Stack component="ul" gap={4} m={0} p={0} aria-label="Who may ask" style={{ listStyle: 'none' }}>
      {ids.map((id) => {
        const name = groups.get(id)?.name ?? names.get(id) ?? id
        return (
          <Group key={id} component="li" gap="xs" wrap="nowrap" justify="space-between" maw={560}>
            <Text size="sm" className="wrap-anywhere">
              {name}
              <Text span size="xs" c="dimmed">
                {' '}
                {groupWords(id, groups.get(id)?.people)}
              </Text>
            </Text>
            <ActionIcon variant="subtle" color="gray" disabled={isBusy} aria-label={`Take ${name} out`} onClick={() => onLeave(id)}>
              <X size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )
      })}
    </Stack>
  )
}

/** What is said of a group behind its name; people are just called by it. */
const groupWords = (id: string, people: number | undefined): string =>
  id.startsWith('S') ? (people === undefined ? 'group' : `group of ${counted(people, 'person', 'people')}`) : ''

function Additions({ ids, askers, onAdd }: { ids: readonly string[]; askers: Askers | undefined; onAdd: (id: string) => void }) {
  const free = (askers?.groups ?? []).filter(({ id }) => !ids.includes(id))
  return (
    <Stack gap="sm" maw={560}>
      <FindPerson key={ids.length} label="Add a person" chosen={null} onChoose={(person) => person && onAdd(person.userId)} />
      {free.length === 0 ? null : (
        <NativeSelect
          label="Add a user group"
          value=""
          data={[
            { value: '', label: 'Choose a group' },
            ...free.map(({ id, name, handle }) => ({ value: id, label: `${name} (@${handle})` })),
          ]}
          onChange={({ currentTarget }) => currentTarget.value !== '' && onAdd(currentTarget.value)}
        />
      )}
      {askers?.groupsUnread ? (
        <Text size="sm" c="dimmed">
          User groups of Slack cannot be chosen now. {askers.groupsUnread} Whoever may ask only by a group is not answered meanwhile.
        </Text>
      ) : null}
    </Stack>
  )
}
