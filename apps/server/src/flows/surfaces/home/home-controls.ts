import { channelId, NotFoundError } from '@backscroll/core'
import { auditOf, channelsOf, membersOf, retentionOf } from '@backscroll/db'
import { answerBlocks, HOME_ACTIONS, retentionChoice } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { setChannelPolicy } from '../../channels/set-channel-policy.ts'
import type { Control, Press } from '../controls/press.ts'
import { openAskDialog } from '../dialogs/open-ask-dialog.ts'
import { tellPresser } from '../tell-presser.ts'

const CHANNEL = /^[CG][A-Z0-9]{1,20}$/
const PLACE = /^\d{1,6}$/

/** What the controls of the Home tab do: asking is for everybody, everything else for admins. */
export const HOME_CONTROLS: Readonly<Record<string, Control>> = {
  [HOME_ACTIONS.ask]: (ctx, press) => openAskDialog(ctx, press, {}),
  [HOME_ACTIONS.allowChannel]: forAdmins((ctx, press) => decideOn(ctx, press, 'allowed')),
  [HOME_ACTIONS.excludeChannel]: forAdmins((ctx, press) => decideOn(ctx, press, 'excluded')),
  [HOME_ACTIONS.retention]: forAdmins(keepFor),
  [HOME_ACTIONS.channelsPage]: forAdmins(async (ctx, press) => {
    if (PLACE.test(press.value)) await showAgain(ctx, press, Number(press.value))
  }),
  [HOME_ACTIONS.reindex]: forAdmins(reindex),
}

/** Whoever is no admin now is refused, and the log keeps that. */
function forAdmins(control: Control): Control {
  return async (ctx, press) => (press.isAdmin ? control(ctx, press) : refuse(ctx, press))
}

async function refuse(ctx: Context, press: Press): Promise<void> {
  const { teamId, userId, actionId, value } = press
  const target = CHANNEL.test(value) ? value : 'workspace'
  await ctx.db.withTenant(teamId, (tx) =>
    auditOf(tx).append({ actor: userId, actorKind: 'user', action: `${actionId}.refused`, target, atMs: ctx.clock.nowMs() }),
  )
  await tellPresser(
    ctx,
    press,
    answerBlocks({ kind: 'failed', reason: 'no_access', detail: 'Only admins of this workspace decide about that.' }),
  )
}

/** Over a private channel only admins decide who are in it. */
async function decideOn(ctx: Context, press: Press, policy: 'allowed' | 'excluded'): Promise<void> {
  const { teamId, userId, value } = press
  if (!CHANNEL.test(value)) return
  const mayDecide = await ctx.db.withTenant(teamId, async (tx) => {
    const channel = await channelsOf(tx).get(value)
    if (!channel) return false
    return !channel.isPrivate || policy === 'excluded' || (await membersOf(tx).of(value)).includes(userId)
  })
  if (!mayDecide) return refuse(ctx, press)
  try {
    await setChannelPolicy(ctx, { teamId, channelId: channelId(value), policy, actor: userId, actorKind: 'user' })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  await showAgain(ctx, press)
}

/** Says how long the messages of a channel are kept; those that are older go soon. */
async function keepFor(ctx: Context, press: Press): Promise<void> {
  const { teamId, userId } = press
  const choice = retentionChoice(press.value)
  if (!choice) return
  const { channelId: id, days: retentionDays } = choice
  const isKnown = await ctx.db.withTenant(teamId, async (tx) => {
    const change = { retentionDays }
    if (!(await retentionOf(tx).set(id, change, { by: userId, atMs: ctx.clock.nowMs() }))) return false
    await ctx.enqueue('team.retain', { teamId }, { tx })
    return true
  })
  if (isKnown) await showAgain(ctx, press)
}

async function reindex(ctx: Context, { teamId, userId }: Press): Promise<void> {
  await ctx.db.withTenant(teamId, async (tx) => {
    await auditOf(tx).append({ actor: userId, actorKind: 'user', action: 'index.rebuild', target: 'workspace', atMs: ctx.clock.nowMs() })
    await ctx.enqueue('team.reindex', { teamId, userId }, { tx })
  })
}

const showAgain = (ctx: Context, { teamId, userId }: Press, from = 0): Promise<void> =>
  ctx.enqueue('home.publish', { teamId, userId, from })
