import { type ChannelId, channelId, InvalidInputError, NotFoundError, type TeamId, teamId } from '@backscroll/core'
import { type Channel, channelsOf, messagesOf } from '@backscroll/db'
import { Command } from 'commander'
import type { Storage } from '../context.ts'
import { channelStatuses } from '../flows/channels/channel-status.ts'
import { setChannelPolicy } from '../flows/channels/set-channel-policy.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

interface Options extends TeamOptions {
  all?: boolean
}

/** `channels list|allow|exclude`: which channels of a workspace are read. */
export function channelsVerb(): Command {
  const channels = new Command('channels').description('which channels of a workspace are read')
  channels.addCommand(
    teamVerb('list', 'channels with their state').action((options: Options) => withStorage((storage) => list(storage, options))),
  )
  for (const [name, policy, meaning] of [
    ['allow', 'allowed', 'read these channels'],
    ['exclude', 'excluded', 'stop reading these channels; what was kept is hidden and goes when its grace is over'],
  ] as const) {
    channels.addCommand(
      teamVerb(name, meaning)
        .argument('[channels...]', 'names or ids')
        .option('--all', 'every public channel, and every private one the app is in')
        .action((wanted: string[], options: Options) => withStorage((storage) => decide(storage, wanted, policy, options))),
    )
  }
  return channels
}

async function list(storage: Storage, options: Options): Promise<void> {
  const { channels, counts } = await storage.db.withTenant(teamId(options.team), async (tx) => ({
    channels: await channelStatuses(tx),
    counts: new Map((await messagesOf(tx).counts()).map((row) => [row.channelId, row.messages])),
  }))
  const rows = channels.map((channel) => ({
    id: channel.channelId,
    name: channel.name,
    isPrivate: channel.isPrivate,
    policy: channel.policy,
    status: channel.status,
    reason: channel.reason,
    botIsMember: channel.botIsMember,
    messages: counts.get(channel.channelId) ?? 0,
  }))
  const lines = rows.map((row) =>
    [row.id.padEnd(12), row.policy.padEnd(9), String(row.messages).padStart(8), `${row.isPrivate ? 'private ' : '#'}${row.name}`].join(
      '  ',
    ),
  )
  report(
    { channels: rows },
    options,
    lines.length > 0
      ? lines
      : [
          'No channels of this workspace are known here. Is the app installed in it, and is DATABASE_URL or DATA_DIR the one of the server?',
        ],
  )
}

async function decide(storage: Storage, wanted: readonly string[], policy: 'allowed' | 'excluded', options: Options): Promise<void> {
  const team = teamId(options.team)
  const channels = await storage.db.withTenant(team, (tx) => channelsOf(tx).list())
  const chosen = options.all
    ? channels.filter((channel) => !channel.isPrivate || channel.botIsMember).map((channel) => channel.channelId)
    : wanted.map((name) => find(channels, name))
  if (chosen.length === 0) throw new InvalidInputError('Name at least one channel, or give --all.')
  for (const id of chosen) await change(storage, team, id, policy)
  report({ ok: true, policy, channels: chosen }, options, [
    `${chosen.length} ${chosen.length === 1 ? 'channel is' : 'channels are'} ${policy} now.`,
  ])
}

const change = (storage: Storage, team: TeamId, id: ChannelId, policy: 'allowed' | 'excluded'): Promise<void> =>
  setChannelPolicy(storage, { teamId: team, channelId: id, policy, actor: operator() })

function find(channels: readonly Channel[], nameOrId: string): ChannelId {
  const name = nameOrId.replace(/^#/, '').toLowerCase()
  const found = channels.find((channel) => channel.channelId === nameOrId || channel.name.toLowerCase() === name)
  if (!found) throw new NotFoundError(`This workspace has no channel "${nameOrId}" that Backscroll knows.`)
  return channelId(found.channelId)
}
