import type { Settings } from '@backscroll/contracts'
import { Divider, Stack } from '@mantine/core'
import { Fragment } from 'react'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { CardsSkeleton } from '../../components/skeletons.tsx'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'
import { OneSetting } from './one-setting.tsx'
import { settingGroups } from './setting-table.ts'
import { useSettingsSaving } from './settings-saving.ts'
import { SureToErase } from './sure-to-erase.tsx'

/** Everything that is decided for the whole workspace. */
export function SettingsPage() {
  const query = useRead('getSettings', {})
  return (
    <Stack gap="lg">
      <PageHeader title="Settings" about={query.data ? <LastChange settings={query.data} /> : 'What is decided for the whole workspace.'} />
      <Loaded query={query} skeleton={<CardsSkeleton cards={4} />}>
        {(settings) => <Groups settings={settings} />}
      </Loaded>
    </Stack>
  )
}

function LastChange({ settings: { updatedAt, updatedBy } }: { settings: Settings }) {
  if (updatedAt === null) return 'What is decided for the whole workspace. Nothing has been changed yet.'
  return (
    <>
      What is decided for the whole workspace. Last changed <RelativeTime at={updatedAt} />
      {updatedBy === null ? '' : ` by ${updatedBy.name}`}.
    </>
  )
}

function Groups({ settings }: { settings: Settings }) {
  const { save, conflict, settleConflict, question, answer } = useSettingsSaving()
  return (
    <Stack gap="lg">
      {settingGroups.map(({ title, about, settings: members }) => (
        <Section key={title} title={title} about={about}>
          {members.map((setting, index) => (
            <Fragment key={setting.name}>
              {index === 0 ? null : <Divider />}
              <OneSetting setting={setting} settings={settings} save={save} />
            </Fragment>
          ))}
        </Section>
      ))}
      <ChangedMeanwhile conflict={conflict} onSettle={settleConflict} />
      <SureToErase question={question} onAnswer={answer} />
    </Stack>
  )
}
