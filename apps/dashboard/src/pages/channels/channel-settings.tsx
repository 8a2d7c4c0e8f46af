import type { ChannelDetail } from '@backscroll/contracts'
import { Divider, Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import { SaveNumber, SaveSwitch } from '../../components/save-field.tsx'
import { Section } from '../../components/section.tsx'
import { SettingRow } from '../../components/setting-row.tsx'
import { may, useSession } from '../../shell/session.ts'
import { counted } from '../../words/amount.ts'
import { nameOf } from './channel-status.ts'
import { PurgeChannel } from './purge-channel.tsx'
import { useChannelChange } from './use-channel-change.ts'

/** What is decided about one channel; each change is stored at once. */
export function ChannelSettings({ channel }: { channel: ChannelDetail }) {
  const change = useChannelChange()
  const session = useSession()
  const name = nameOf(channel)
  const params = { channelId: channel.channelId }
  return (
    <Section
      title="Decisions"
      about={
        channel.policyBy && channel.policyAt ? (
          <>
            {channel.policy === 'excluded' ? 'Excluded' : 'Allowed'} by {channel.policyBy.name}, <RelativeTime at={channel.policyAt} />.
          </>
        ) : undefined
      }
    >
      <SettingRow label="Answer from this channel" help="Off: messages stay kept and are not used for answers or searches.">
        <SaveSwitch
          label={`Answer from ${name}`}
          value={channel.answersEnabled}
          said={(isOn) => `Answers from ${name} are ${isOn ? 'on' : 'off'}`}
          save={(answersEnabled) => change.mutateAsync({ params, body: { answersEnabled } })}
        />
      </SettingRow>
      <Divider />
      <SettingRow
        label="How long messages are kept"
        help="Older messages are erased, also from the index and from answers. Empty: as the workspace says."
      >
        <SaveNumber
          label={`How long ${name} is kept`}
          value={channel.retentionDays}
          low={1}
          high={3_650}
          unit="days"
          whenEmpty={`all: ${channel.keptDays}`}
          isDisabled={channel.legalHold}
          said={(days) => (days === null ? `${name} is kept as long as the workspace says` : `${name} is kept for ${counted(days, 'day')}`)}
          save={(retentionDays) => change.mutateAsync({ params, body: { retentionDays } })}
        />
      </SettingRow>
      <Divider />
      <SettingRow label="Legal hold" help="On: nothing of this channel is erased, whatever its age and whatever else is decided.">
        <SaveSwitch
          label={`Legal hold of ${name}`}
          value={channel.legalHold}
          said={(isOn) => `Legal hold of ${name} is ${isOn ? 'on' : 'off'}`}
          save={(legalHold) => change.mutateAsync({ params, body: { legalHold } })}
        />
      </SettingRow>
      <Divider />
      <SettingRow label="Priority" help="Channels with a higher number are read first.">
        <SaveNumber
          label={`Priority of ${name}`}
          value={channel.priority}
          low={-100}
          high={100}
          unit="points"
          said={(priority) => `${name} has priority ${priority}`}
          save={(priority) => (priority === null ? Promise.resolve() : change.mutateAsync({ params, body: { priority } }))}
        />
      </SettingRow>
      <Divider />
      <SettingRow
        label="Erase what was read"
        help="For good, with a signed receipt, also from the index and from answers. Owners can do it."
      >
        {may(session, 'owner') ? <PurgeChannel channel={channel} /> : <Text size="sm">Ask an owner of this workspace.</Text>}
      </SettingRow>
    </Section>
  )
}
