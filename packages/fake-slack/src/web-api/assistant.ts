import { seenChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
import { type Call, type Methods, TIER } from './method.ts'

const MAX_PROMPTS = 4
const MAX_LOADING_MESSAGES = 10

function place(stage: Stage, { args, caller }: Call): ChannelRecord {
  return seenChannel(stage, args.needed('channel_id'), caller.bot.id)
}

function rootIn(record: ChannelRecord, threadTs: string): string {
  if (!record.log.byTs.has(threadTs)) throw new SlackRefusal('invalid_thread_ts')
  return threadTs
}

function changed(stage: Stage, record: ChannelRecord): Record<string, unknown> {
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'status' })
  return {}
}

function loadingMessages({ args }: Call): string[] {
  const given = args.json('loading_messages', 'invalid_arguments') ?? []
  const isList = Array.isArray(given) && given.every((one) => typeof one === 'string' && one !== '')
  if (!isList || given.length > MAX_LOADING_MESSAGES) throw new SlackRefusal('invalid_arguments')
  return given as string[]
}

function setStatus(stage: Stage, call: Call): Record<string, unknown> {
  const record = place(stage, call)
  const threadTs = rootIn(record, call.args.needed('thread_ts'))
  const { status } = call.args.all
  if (typeof status !== 'string') throw new SlackRefusal('invalid_arguments')
  const messages = loadingMessages(call)
  if (status === '') record.statuses.delete(threadTs)
  else record.statuses.set(threadTs, { appId: call.caller.app.id, status, loadingMessages: messages })
  return changed(stage, record)
}

function checkedPrompts({ args }: Call): { title: string; message: string }[] {
  const given = args.json('prompts', 'invalid_arguments')
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_PROMPTS) throw new SlackRefusal('invalid_arguments') // unverified
  return given.map((one: unknown) => {
    const { title, message } = (one ?? {}) as Record<string, unknown>
    if (typeof title !== 'string' || typeof message !== 'string' || title === '' || message === '')
      throw new SlackRefusal('invalid_arguments')
    return { title, message }
  })
}

function setSuggestedPrompts(stage: Stage, call: Call): Record<string, unknown> {
  const record = place(stage, call)
  if (record.channel.kind !== 'im') throw new SlackRefusal('channel_not_found') // unverified
  const threadTs = call.args.text('thread_ts')
  const prompts = checkedPrompts(call)
  const key = threadTs === undefined ? '' : rootIn(record, threadTs)
  record.prompts.set(key, { appId: call.caller.app.id, title: call.args.text('title') ?? '', prompts })
  return changed(stage, record)
}

function setTitle(stage: Stage, call: Call): Record<string, unknown> {
  const record = place(stage, call)
  if (record.channel.kind !== 'im') throw new SlackRefusal('channel_not_found') // unverified
  record.titles.set(rootIn(record, call.args.needed('thread_ts')), call.args.needed('title'))
  return changed(stage, record)
}

/** assistant.threads.setStatus, setSuggestedPrompts and setTitle. */
export const assistantMethods: Methods = {
  'assistant.threads.setStatus': { perMinute: TIER.special, scopes: ['chat:write', 'assistant:write'], run: setStatus },
  'assistant.threads.setSuggestedPrompts': { perMinute: TIER.three, scopes: ['assistant:write'], run: setSuggestedPrompts },
  'assistant.threads.setTitle': { perMinute: TIER.three, scopes: ['assistant:write'], run: setTitle },
}
