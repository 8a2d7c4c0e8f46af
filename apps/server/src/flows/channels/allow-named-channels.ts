import type { ChannelId } from '@backscroll/core'
import { auditOf, type Channel, channelsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** Allows the channels that the operator named and that nobody has decided over yet, where the app is a member. @returns those it allowed. */
export async function allowNamedChannels(ctx: Context, tx: TenantTx): Promise<ChannelId[]> {
  const named = (await channelsOf(tx).list()).filter((channel) => isNamed(channel, ctx.config.ALLOW_CHANNELS))
  for (const channel of named) await allow(ctx, tx, channel)
  return named.map(({ channelId }) => channelId)
}

async function allow(ctx: Context, tx: TenantTx, { channelId }: Channel): Promise<void> {
  const atMs = ctx.clock.nowMs()
  await channelsOf(tx).setPolicy(channelId, 'allowed', 'setting ALLOW_CHANNELS', atMs)
  await auditOf(tx).append({ actor: 'ALLOW_CHANNELS', actorKind: 'setting', action: 'channel.allowed', target: channelId, atMs })
}

/** `billing` names itself, `eng-*` every channel that begins with `eng-`. */
function isNamed(channel: Channel, rules: readonly string[]): boolean {
  if (channel.policy !== 'pending' || !channel.botIsMember) return false
  const name = channel.name.toLowerCase()
  return rules.some((rule) => (rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule))
}
