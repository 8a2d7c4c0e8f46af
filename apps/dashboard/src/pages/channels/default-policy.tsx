import type { SettingsValues } from '@backscroll/contracts'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useRead } from '../../api.ts'
import { counted } from '../../words/amount.ts'

/** What happens with channels that nobody has decided about, and where that is changed. */
export function DefaultPolicy() {
  const { data } = useRead('getSettings', {})
  return (
    <Text size="sm">
      {data ? saidPolicy(data.values) : 'What happens with new channels is a setting.'}{' '}
      <Anchor component={Link} to="/settings" inherit underline="always">
        Change this in the settings
      </Anchor>
    </Text>
  )
}

function saidPolicy({ channel_policy: policy, channel_name_rules: rules, auto_join: isJoining }: SettingsValues): string {
  const joins = isJoining ? ' The app joins them by itself.' : ' The app has to be in them.'
  switch (policy) {
    case 'opt_in':
      return 'A new channel is read once an admin allows it.'
    case 'all_public':
      return `New public channels are read without being asked.${joins} Private ones wait for an admin.`
    case 'name_rules':
      return rules.length === 0
        ? 'New public channels are read when their name fits, but no name is set yet.'
        : `New public channels are read when their name fits ${counted(rules.length, 'pattern')}.${joins} All others wait for an admin.`
  }
}
