import { seenChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { checkedBlocks } from './blocks.ts'
import { type Call, type Methods, TIER } from './method.ts'

const MAX_VIEW_BYTES = 250_000

function setStatus(stage: Stage, { args, caller }: Call): Record<string, unknown> {
  const record = seenChannel(stage, args.needed('channel_id'), caller.bot.id)
  const threadTs = args.needed('thread_ts')
  if (!record.log.byTs.has(threadTs)) throw new SlackRefusal('invalid_thread_ts')
  if (typeof args.all.status !== 'string') throw new SlackRefusal('invalid_arguments')
  const status = args.all.status
  if (status === '') record.statuses.delete(threadTs)
  else record.statuses.set(threadTs, status)
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'status' })
  return {}
}

function checkedView(stage: Stage, { args }: Call): Record<string, unknown> {
  const view = args.json('view', 'invalid_arguments')
  if (typeof view !== 'object' || view === null) throw new SlackRefusal('invalid_arguments')
  if (JSON.stringify(view).length > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large')
  const given = view as Record<string, unknown>
  if (given.type !== 'home') throw new SlackRefusal('invalid_arguments')
  return { ...given, blocks: checkedBlocks(stage, given.blocks, 100) ?? [] }
}

function publish(stage: Stage, call: Call): Record<string, unknown> {
  const { args, caller } = call
  const userId = args.needed('user_id')
  const user = stage.state.users.get(userId)
  if (user?.teamId !== caller.installation.teamId) throw new SlackRefusal('user_not_found') // unverified
  const key = `${caller.app.id} ${userId}`
  const known = stage.state.homes.get(key)
  const hash = args.text('hash')
  if (hash && known?.hash !== hash) throw new SlackRefusal('hash_conflict')
  const id = known?.id ?? stage.mint.id('V')
  const { teamId, botId } = caller.installation
  const given = checkedView(stage, call)
  const view = {
    id,
    team_id: teamId,
    type: 'home',
    blocks: given.blocks,
    private_metadata: typeof given.private_metadata === 'string' ? given.private_metadata : '',
    callback_id: typeof given.callback_id === 'string' ? given.callback_id : '',
    external_id: typeof given.external_id === 'string' ? given.external_id : '',
    state: { values: {} },
    hash: `${Math.floor(stage.clock.nowMs() / 1000)}.${stage.mint.hex(8)}`,
    clear_on_close: false,
    notify_on_close: false,
    root_view_id: id,
    app_id: caller.app.id,
    app_installed_team_id: teamId,
    bot_id: botId,
  }
  stage.state.homes.set(key, view)
  stage.changed({ teamId, kind: 'view' })
  return { view }
}

/** assistant.threads.setStatus and views.publish. */
export const surfaceMethods: Methods = {
  'assistant.threads.setStatus': { perMinute: TIER.special, scopes: ['chat:write', 'assistant:write'], run: setStatus },
  'views.publish': { perMinute: TIER.four, scopes: [], run: publish },
}
