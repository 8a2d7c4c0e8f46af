import type { Stage } from '../stage.ts'
import { valuesOf } from '../wire/input-values.ts'
import type { ChannelRecord } from './state.ts'
import { streamOf } from './stream-state.ts'
import type { SuggestedPrompts } from './surfaces.ts'
import type { World } from './types.ts'

type Surfaces = Pick<
  World,
  'status' | 'threadStatus' | 'threadTitle' | 'prompts' | 'streams' | 'stream' | 'openView' | 'inputs' | 'feedback'
>

/** The prompts that the manifest of an agent names for the DM with it. */
function promptsOfManifest(stage: Stage, { members }: ChannelRecord): SuggestedPrompts | null {
  const appId = [...members].map((id) => stage.state.users.get(id)?.appId).find((id) => typeof id === 'string')
  const prompts = stage.state.apps.get(appId ?? '')?.agentView?.suggestedPrompts ?? []
  return appId && prompts.length > 0 ? { appId, title: '', prompts } : null
}

function promptsIn(stage: Stage, record: ChannelRecord, threadTs: string | undefined): SuggestedPrompts | null {
  if (record.channel.kind !== 'im') return null
  return record.prompts.get(threadTs ?? '') ?? (threadTs === undefined ? promptsOfManifest(stage, record) : null)
}

/** Read access to what apps show beside messages, and to what people did with it. */
export function surfacesOf(stage: Stage): Surfaces {
  const record = (channelId: string) => stage.state.channels.get(channelId)
  const threadStatus: World['threadStatus'] = (channelId, threadTs) => record(channelId)?.statuses.get(threadTs) ?? null
  return {
    threadStatus,
    status: (channelId, threadTs) => threadStatus(channelId, threadTs)?.status ?? null,
    threadTitle: (channelId, threadTs) => record(channelId)?.titles.get(threadTs) ?? null,
    prompts(channelId, threadTs) {
      const found = record(channelId)
      return found ? promptsIn(stage, found, threadTs) : null
    },
    streams(channelId) {
      const found = record(channelId)
      return found ? [...found.streams.keys()].flatMap((ts) => streamOf(stage, found, ts) ?? []) : []
    },
    stream(channelId, ts) {
      const found = record(channelId)
      return found && streamOf(stage, found, ts)
    },
    openView(userId) {
      const topId = stage.state.viewStacks.get(userId)?.at(-1)
      return topId === undefined ? undefined : stage.state.views.get(topId)
    },
    inputs(channelId, ts, userId) {
      const found = record(channelId)
      const shown = found?.ephemerals.get(userId)?.find((message) => message.ts === ts)
      const blocks = (shown ?? found?.log.byTs.get(ts))?.blocks
      return valuesOf(blocks, found?.inputs.get(`${userId} ${ts}`))
    },
    feedback: (channelId, ts, userId) => record(channelId)?.feedback.get(`${userId} ${ts}`) ?? {},
  }
}
