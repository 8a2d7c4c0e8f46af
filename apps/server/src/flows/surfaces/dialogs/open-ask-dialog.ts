import type { ChannelId } from '@backscroll/core'
import { channelsOf, type TenantTx } from '@backscroll/db'
import { askModal } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { visibleChannels } from '../../channels/visible-channels.ts'
import { openDialog } from '../open-dialog.ts'
import type { Presser } from '../presser.ts'
import type { Waiting } from '../tell-presser.ts'
import { type AskDialogData, toMetadata } from './dialog-data.ts'

/** Opens the dialog that asks, with the channels that this person may read. */
export async function openAskDialog(
  ctx: Context,
  press: Presser & Waiting & { triggerId: string },
  { question = '', ...data }: AskDialogData & { question?: string },
): Promise<void> {
  const channels = await ctx.db.withTenant(press.teamId, (tx) => readableByName(tx, press))
  await openDialog(ctx, press, askModal({ question, channels, privateMetadata: toMetadata(data) }))
}

async function readableByName(tx: TenantTx, { userId }: Presser): Promise<{ channelId: ChannelId; name: string }[]> {
  const visible = await visibleChannels(tx, { askerId: userId, audience: null })
  const names = await channelsOf(tx).names(visible)
  return visible.flatMap((channelId) => ({ channelId, name: names.get(channelId) ?? '' })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
