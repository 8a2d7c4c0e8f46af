import { HOME_ACTIONS } from '../action-ids.ts'
import { actions, type SlackBlock, section } from '../block.ts'
import { type Button, button, option, plain, type StaticSelect } from '../element.ts'
import { plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { nameOf } from '../mrkdwn/source-link.ts'
import type { ChannelSetting } from './home-input.ts'

/** Channels on one page: two blocks each. */
export const MAX_CHANNELS = 30
/** Days that can be chosen besides the default and what is set already. */
const DAYS = [7, 30, 90, 180, 365, 730, 1_825, 3_650]
const POLICIES: Readonly<Record<ChannelSetting['policy'], string>> = {
  allowed: 'allowed',
  excluded: 'excluded',
  undecided: 'not allowed yet',
}

/** A channel with what is decided about it and the controls to decide otherwise. @param row from one, tells the controls apart. */
export const channelBlocks = (channel: ChannelSetting, defaultDays: number | undefined, row: number): SlackBlock[] => [
  section(channelText(channel)),
  actions([policyButton(channel, row), ...(defaultDays === undefined ? [] : [retentionSelect(channel, defaultDays, row)])]),
]

function channelText({ channelId, name, policy, status, progress }: ChannelSetting): string {
  const called = name === null ? `A private channel that you are not in (${channelId})` : `#${plainMrkdwn(nameOf(name))}`
  const read =
    progress === null ? [] : [`${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')} messages searchable`]
  return [called, POLICIES[policy], ...(status.trim() ? [plainMrkdwn(nameOf(status))] : []), ...read].join(' · ')
}

function policyButton({ channelId, policy }: ChannelSetting, row: number): Button {
  if (policy !== 'allowed') return button(`${HOME_ACTIONS.allowChannel}:${row}`, 'Allow', channelId)
  return {
    ...button(`${HOME_ACTIONS.excludeChannel}:${row}`, 'Exclude', channelId),
    confirm: {
      title: plain('Exclude this channel?', 100),
      text: plain('What was read of it is hidden at once and goes later; answers that came from it are withdrawn.', 300),
      confirm: plain('Exclude', 30),
      deny: plain('Cancel', 30),
    },
  }
}

function retentionSelect({ channelId, retainDays = null }: ChannelSetting, defaultDays: number, row: number): StaticSelect {
  const days = [...new Set([...DAYS, ...(retainDays === null ? [] : [retainDays])])].toSorted((a, b) => a - b)
  const options = [
    option(`Default: keep ${daysText(defaultDays)}`, `${channelId}:default`),
    ...days.map((count) => option(`Keep ${daysText(count)}`, `${channelId}:${count}`)),
  ]
  const chosen = options.find(({ value }) => value === `${channelId}:${retainDays ?? 'default'}`)
  return {
    type: 'static_select',
    action_id: `${HOME_ACTIONS.retention}:${row}`,
    placeholder: plain('Keep messages', 150),
    options,
    ...(chosen && { initial_option: chosen }),
  }
}

const daysText = (days: number): string => `${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}`
