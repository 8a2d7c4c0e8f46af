import { mentionEvent } from './asked-event.ts'
import {
  botLeft,
  channelChanged,
  channelCreated,
  channelMoved,
  channelRenamed,
  channelShared,
  historyChanged,
  membershipChanged,
} from './channel-event.ts'
import { type Delivery, deliveryOf } from './delivery.ts'
import { pinChanged, reactionChanged } from './facet-event.ts'
import { homeOpened } from './home-event.ts'
import { messageEvent } from './message-event.ts'
import type { Self } from './own-post.ts'
import { type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'
import { appUninstalled, noted, teamChanged, tokensRevoked, userChanged } from './team-event.ts'

type EventReader = (delivery: Delivery) => SlackEvent | IgnoredEvent

/** Every event type that has a meaning for us; the manifest subscribes to exactly these. */
export const EVENT_READERS: Readonly<Record<string, EventReader>> = {
  message: messageEvent,
  app_mention: mentionEvent,
  app_uninstalled: appUninstalled,
  tokens_revoked: tokensRevoked,
  channel_created: channelCreated,
  channel_rename: channelRenamed,
  group_rename: channelRenamed,
  channel_archive: channelChanged('archived'),
  group_archive: channelChanged('archived'),
  channel_unarchive: channelChanged('unarchived'),
  group_unarchive: channelChanged('unarchived'),
  channel_deleted: channelChanged('deleted'),
  group_deleted: channelChanged('deleted'),
  channel_shared: channelShared,
  channel_unshared: channelShared,
  channel_id_changed: channelMoved,
  channel_history_changed: historyChanged,
  group_history_changed: historyChanged,
  channel_left: botLeft,
  group_left: botLeft,
  member_joined_channel: membershipChanged('joined'),
  member_left_channel: membershipChanged('left'),
  reaction_added: reactionChanged('added'),
  reaction_removed: reactionChanged('removed'),
  pin_added: pinChanged('added'),
  pin_removed: pinChanged('removed'),
  team_join: userChanged,
  user_change: userChanged,
  team_rename: teamChanged,
  team_domain_change: teamChanged,
  team_access_granted: noted('team-access'),
  team_access_revoked: noted('team-access'),
  grid_migration_started: noted('grid-migration-started'),
  grid_migration_finished: noted('grid-migration-finished'),
  app_home_opened: homeOpened,
  app_context_changed: noted('app-context'),
}

/**
 * Reads a stored delivery: the whole envelope as Slack sent it, parsed.
 * One delivery has one meaning; Slack sends a mention twice, once as a message to store and once as a question.
 * @throws InvalidInputError when an event we act on lacks what it needs, and nothing else.
 */
export function toSlackEvent(body: unknown, self: Self): SlackEvent | IgnoredEvent {
  const delivery = deliveryOf(body, self)
  const type = typeof delivery.event.type === 'string' ? delivery.event.type : ''
  const read = Object.hasOwn(EVENT_READERS, type) ? EVENT_READERS[type] : undefined
  if (read) return read(delivery)
  return ignored(`event:${/^[a-z][a-z0-9_.]{0,39}$/.test(type) ? type : 'unprintable'}`)
}
