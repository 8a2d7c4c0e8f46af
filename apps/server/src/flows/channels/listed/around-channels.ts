import { backfillRunsOf, type ChannelPage, type ListedChannel, listChannels, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { channelEtas } from '../../reading/reading-progress.ts'
import { readSettings } from '../../settings/read-settings.ts'
import type { Around } from './shown-channel.ts'

/** Whether a workspace is read at all now. */
export async function readingState(tx: TenantTx): Promise<ChannelPage['reading']> {
  const team = await teamsOf(tx).get()
  const [run] = await backfillRunsOf(tx).history(1)
  return team?.state === 'paused' || run?.state === 'paused' ? 'paused' : 'going-on'
}

/** What the rows of these channels need beside. */
export async function aroundChannels(ctx: Context, tx: TenantTx, channels: readonly ListedChannel[]): Promise<Around> {
  const isReading = channels.some(({ status }) => status === 'reading')
  const { retention_days: teamDays } = await readSettings(tx)
  return { teamDays, etas: isReading ? await channelEtas(tx, { nowMs: ctx.clock.nowMs(), pacing: ctx.config.SLACK_PACE }) : new Map() }
}

/** One channel as a person may see it in the list; null when it is not known. */
export async function findListed(tx: TenantTx, viewerId: string, channelId: string): Promise<ListedChannel | null> {
  const reading = await readingState(tx)
  const { channels } = await listChannels(tx, { viewerId, reading, filter: { channelId }, sort: 'name', after: null, limit: 1 })
  return channels[0] ?? null
}
