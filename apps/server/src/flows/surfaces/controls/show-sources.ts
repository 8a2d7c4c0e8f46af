import { type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type CitedMessage, sourcesModal } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { visibleChannels } from '../../channels/visible-channels.ts'
import { askedText } from '../asked-text.ts'
import { citedNow } from '../cited-now.ts'
import { findAsked, isShownTo } from '../find-asked.ts'
import { openDialog } from '../open-dialog.ts'
import type { Press } from './press.ts'

/** Shows the sources of an answer that whoever presses may read now. Others are not listed and not counted, and neither is a question of somebody else. */
export async function showSources(ctx: Context, press: Press): Promise<void> {
  await openDialog(ctx, press, sourcesModal(await ctx.db.withTenant(press.teamId, (tx) => readSources(tx, press))))
}

async function readSources(tx: TenantTx, { value, userId }: Press): Promise<{ question?: string; sources: CitedMessage[] }> {
  const asked = await findAsked(tx, value)
  if (!asked?.answer || !isShownTo(asked, userId)) return { sources: [] }
  const visible = await visibleChannels(tx, { askerId: userId, audience: null })
  const zone = (await usersOf(tx).get(userId))?.tz ?? 'UTC'
  const reading = { teamUrl: (await teamsOf(tx).get())?.url ?? '', timeZone: zone }
  const sources = (await citedNow(tx, asked.answer, { visible, reading })).map(({ cited }) => cited)
  const question = asked.question.askerId === userId ? await askedText(tx, asked.question) : ''
  return { ...(question ? { question } : {}), sources }
}
