/** Values for the fields of a sample by their names; a blank field of another name stays blank. */
export type Filling = readonly (readonly [name: RegExp, value: string])[]

/** Ids and times for what the samples leave blank: their values say nothing, but a reader needs ids of the right kind. */
export function fillingOf(ids: { teamId: string; appId: string; channelId: string; userId: string; ts: string }): Filling {
  return [
    [/^(team|team_id|user_team|source_team|context_team_id|channel_team|bot_team_id|connected_team_id|team_ids)$/, ids.teamId],
    [/^(channel|channel_id|old_channel_id|channels|pinned_to)$/, ids.channelId],
    [/^new_channel_id$/, 'C0SAMPLE'],
    [/^(user|user_id|users|inviter|creator|bot_user_id|parent_user_id|actor_id|item_user|created_by)$/, ids.userId],
    [/^bot_id$/, 'B00000000'],
    [/^api_app_id$/, ids.appId],
    [/^app_id$/, 'A0OTHER'],
    [/^(ts|event_ts|thread_ts|deleted_ts|message_ts|latest_reply|latest|action_ts)$/, ids.ts],
    [/^command$/, '/ask'],
    [/^reaction$/, 'eyes'],
  ]
}

/** A sample with its blanks filled; every other value and every field stays as it was published. */
export function filledSample(value: unknown, filling: Filling, name = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => filledSample(item, filling, name, parent))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledSample(item, filling, key, name)]))
  const isBlank = value === '' || value === '0000000000.000000'
  if (!isBlank) return value
  const field = name === 'id' ? parent.replace(/^(enterprise_user|bot_profile)$/, '') : name
  return filling.find(([pattern]) => pattern.test(field))?.[1] ?? (name === 'id' ? 'F00000000' : value)
}
