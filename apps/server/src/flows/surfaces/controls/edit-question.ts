import { mentionedIds, plainText, userId } from '@backscroll/core'
import { channelsOf, type Question, type TenantTx, usersOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { visibleChannels } from '../../channels/visible-channels.ts'
import { openAskDialog } from '../dialogs/open-ask-dialog.ts'
import { findAsked } from '../find-asked.ts'
import type { Press } from './press.ts'
import { sayExpired } from './say-expired.ts'

/** Opens the dialog that asks with what the asker has asked; nobody else can. */
export async function editQuestion(ctx: Context, press: Press): Promise<void> {
  const found = await ctx.db.withTenant(press.teamId, async (tx) => {
    const asked = await findAsked(tx, press.value)
    if (!asked || asked.question.askerId !== press.userId) return null
    return { parentId: asked.question.questionId, question: await asTyped(tx, asked.question) }
  })
  if (!found) return sayExpired(ctx, press)
  await openAskDialog(ctx, press, { ...found, ...(press.isEphemeral && press.responseUrl ? { responseUrl: press.responseUrl } : {}) })
}

/** As a person would type it: names instead of ids, as far as the asker may know them. */
async function asTyped(tx: TenantTx, { text, askerId }: Question): Promise<string> {
  const users = await usersOf(tx).names(mentionedIds(text).users)
  const channels = await channelsOf(tx).names(await visibleChannels(tx, { askerId: userId(askerId), audience: null }))
  return plainText(text, { user: (id) => users.get(id), channel: (id) => channels.get(id) })
}
