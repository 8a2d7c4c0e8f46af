interface Exception {
  /** Sample name; a trailing `*` covers all that begin so. */
  sample: string
  path: RegExp
  /** Where the field is known from. */
  source: string
}

/** Fields that real Slack sends and a sample lacks. */
export const EXCEPTIONS: readonly Exception[] = [
  { sample: 'events/*', path: /^context_(team|enterprise)_id: /, source: 'Events API page of the docs, fields of the envelope' },
  {
    sample: 'events/*',
    path: /^event(\.message|\.previous_message)?\.blocks\[\]\.elements\[\]/,
    source: 'rich_text in sample api/conversations.history',
  },
  {
    sample: 'events/MessagePayload',
    path: /^event\.app_id: string$/,
    source: 'sample api/conversations.history: messages of apps carry app_id',
  },
  {
    sample: 'events/MessageChangedPayload',
    path: /^event\.(message|previous_message)\.app_id: string$/,
    source: 'sample api/conversations.history',
  },
  { sample: 'events/MessageDeletedPayload', path: /^event\.previous_message\.app_id: string$/, source: 'sample api/conversations.history' },
  {
    sample: 'events/MessageThreadBroadcastPayload',
    path: /^event\.(team|parent_user_id): string$/,
    source: 'sample events/MessagePayload',
  },
  { sample: 'events/MessageFileSharePayload', path: /^event\.(client_msg_id|team): string$/, source: 'sample events/MessagePayload' },
  { sample: 'events/MessageChannelTopicPayload', path: /^event\.team: string$/, source: 'sample events/MessageChannelNamePayload' },
  {
    sample: 'api/conversations.history',
    path: /^messages\[\]\.root\.user: string$/,
    source: 'sample events/MessageThreadBroadcastPayload',
  },
  {
    sample: 'api/conversations.replies',
    path: /^messages\[\]\.(client_msg_id: string|subtype: string|root: object)$/,
    source: 'sample api/conversations.history: a broadcast is in both',
  },
  {
    sample: 'api/reactions.get',
    path: /^message\.(client_msg_id|thread_ts|reply_count|reply_users_count|latest_reply|reply_users|is_locked|subscribed|edited): /,
    source: 'sample api/conversations.history: the message is the same object',
  },
  { sample: 'api/views.publish', path: /^view\.state\.values: object$/, source: 'views reference of the docs: state.values' },
  {
    sample: 'app-backend/interactive-components/BlockActionPayload',
    path: /^state\.values: object$/,
    source: 'block_actions page of the docs: state.values',
  },
]
