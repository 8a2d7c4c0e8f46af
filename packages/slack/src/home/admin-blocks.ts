import { HOME_ACTIONS } from '../action-ids.ts'
import { actions, context, header, type SlackBlock, section } from '../block.ts'
import { type Button, button, plain } from '../element.ts'
import { plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { nameOf, webAddress } from '../mrkdwn/source-link.ts'
import { channelBlocks, MAX_CHANNELS } from './channel-blocks.ts'
import type { AdminHome } from './home-input.ts'

const MAX_STATISTICS = 12
const MICROS = 1_000_000n

/** What the Home tab says to an admin: figures, spend, the channels with what is decided about each. */
export const adminBlocks = (home: AdminHome): SlackBlock[] => [
  { type: 'divider' },
  header('For admins'),
  ...statisticsBlocks(home),
  section(spendText(home.spend)),
  actions(adminButtons(home)),
  header('Channels'),
  context(`Only allowed channels are read and searched.${keptText(home.retainDays)} An excluded channel is forgotten.`),
  ...home.channels.slice(0, MAX_CHANNELS).flatMap((channel, index) => channelBlocks(channel, home.retainDays, index + 1)),
  ...pageBlocks(home),
]

const keptText = (retainDays: number | undefined): string =>
  retainDays === undefined ? '' : ` Messages are kept for ${retainDays.toLocaleString('en')} days, unless a channel says otherwise.`

function statisticsBlocks({ statistics }: AdminHome): SlackBlock[] {
  const lines = statistics
    .slice(0, MAX_STATISTICS)
    .map(({ label, value }) => `${plainMrkdwn(nameOf(label))}: ${plainMrkdwn(nameOf(value))}`)
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

function spendText({ todayMicroUsd, budgetMicroUsd }: AdminHome['spend']): string {
  const spent = `Models today: ${dollars(todayMicroUsd)}`
  return budgetMicroUsd === null ? `${spent}, without a budget.` : `${spent} of ${dollars(budgetMicroUsd)}.`
}

/** Rounded up, so that something spent is never shown as nothing. */
function dollars(micros: bigint): string {
  const cents = (micros * 100n + MICROS - 1n) / MICROS
  return `$${(cents / 100n).toLocaleString('en')}.${String(cents % 100n).padStart(2, '0')}`
}

function adminButtons({ reindex, dashboardUrl }: AdminHome): Button[] {
  const address = dashboardUrl === undefined ? null : webAddress(dashboardUrl)
  const rebuild: Button = {
    ...button(HOME_ACTIONS.reindex, reindex === 'running' ? 'Reindex again' : 'Reindex', 'reindex'),
    confirm: {
      title: plain('Build the search index anew?', 100),
      text: plain('Searching goes on meanwhile. It takes minutes to hours and may cost model calls.', 300),
      confirm: plain('Reindex', 30),
      deny: plain('Cancel', 30),
    },
  }
  return [rebuild, ...(address === null ? [] : [{ ...button(HOME_ACTIONS.dashboard, 'Open the dashboard', 'dashboard'), url: address }])]
}

function pageBlocks({ channels, channelTotal, previousCursor, nextCursor }: AdminHome): SlackBlock[] {
  const shown = Math.min(channels.length, MAX_CHANNELS)
  const buttons = [
    ...(previousCursor === undefined ? [] : [button(`${HOME_ACTIONS.channelsPage}:1`, 'Previous channels', previousCursor)]),
    ...(nextCursor === undefined ? [] : [button(`${HOME_ACTIONS.channelsPage}:2`, 'More channels', nextCursor)]),
  ]
  return [
    context(`${shown.toLocaleString('en')} of ${channelTotal.toLocaleString('en')} ${channelTotal === 1 ? 'channel' : 'channels'} shown.`),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]
}
