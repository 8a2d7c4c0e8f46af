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
  {
    sample: 'events/Message*',
    path: /^event\.((message|previous_message)\.)?(user_team|source_team|user_profile): /,
    source: 'sample events/AppMentionPayload; page "Using Slack Connect" of the docs: fields of messages in shared channels',
  },
  {
    sample: 'api/conversations.*',
    path: /^messages\[\]\.(user_team|source_team|user_profile): /,
    source: 'sample events/AppMentionPayload: the message is the same object',
  },
  {
    sample: 'events/MessageChangedPayload',
    path: /^event\.(message|previous_message)\.pinned_to: array$/,
    source: 'sample events/PinAddedPayload: event.item.message.pinned_to',
  },
  ...['UserChange', 'TeamJoin'].map((event) => ({
    sample: `events/${event}Payload`,
    path: /^event\.event_ts: string$/,
    source: 'UserChangeEvent and TeamJoinEvent of @slack/types 3.2.0',
  })),
  {
    sample: 'events/AppHomeOpenedPayload',
    path: /^event\.view\.(blocks: array|state\.values: object)$/,
    source: 'sample api/views.publish',
  },
  ...['ChannelPurpose', 'GroupTopic', 'ChannelPostingPermissions'].map((subtype) => ({
    sample: `events/Message${subtype}Payload`,
    path: /^event\.team: string$/,
    source: 'sample events/MessageChannelNamePayload',
  })),
  {
    sample: 'api/conversations.list',
    path: /^channels\[\]\.connected_team_ids: array$/,
    source: 'sample api/conversations.info',
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
  {
    sample: 'app-backend/interactive-components/BlockActionPayload',
    path: /^state\.values: object$/,
    source: 'block_actions page of the docs: state.values',
  },
  {
    sample: 'app-backend/interactive-components/MessageShortcutPayload',
    path: /^message\.blocks\[\]\.elements\[\]\.elements: array$/,
    source: 'rich_text in sample api/conversations.history',
  },
  {
    sample: 'app-backend/interactive-components/GlobalShortcutPayload',
    path: /^no sample$/,
    source: 'GlobalShortcut of @slack/bolt 5.1.0; shortcuts page of the docs: no api_app_id, no place',
  },
  {
    sample: 'app-backend/interactive-components/BlockActionPayload',
    path: /^message\.blocks\[\]\.elements\[\]\.options: array$/,
    source: 'sample api/views.open: options of static_select',
  },
  {
    sample: 'app-backend/interactive-components/BlockActionPayload',
    path: /^actions\[\]\.selected_options: array$/,
    source: 'MultiStaticSelectAction and CheckboxesAction of @slack/bolt 5.1.0',
  },
  {
    sample: 'app-backend/*',
    path: /^view\.blocks: array$/,
    source: 'sample api/views.open: the view is the same object',
  },
  { sample: 'app-backend/*', path: /^view\.state\.values: object$/, source: 'views reference of the docs: state.values' },
  { sample: 'api/views.*', path: /^view\.state\.values: object$/, source: 'views reference of the docs: state.values' },
  {
    sample: 'app-backend/views/ViewSubmissionPayload',
    path: /^response_urls: array$/,
    source: 'ViewSubmitAction of @slack/bolt 5.1.0',
  },
  {
    sample: 'api/chat.stopStream',
    path: /^(channel|ts|message): /,
    source: 'ChatStopStreamResponse of @slack/web-api 8.2.0',
  },
  {
    sample: 'api/conversations.*',
    path: /^messages\[\]\.streaming_state: string$/,
    source: 'ConversationsHistoryResponse and ConversationsRepliesResponse of @slack/web-api 8.2.0',
  },
  {
    sample: 'api/conversations.*',
    path: /^messages\[\]\.blocks\[\]\.text: string$/,
    source: 'MarkdownBlock of @slack/types 3.2.0: the samples end before it',
  },
  {
    sample: 'events/Message*',
    path: /^event\.((message|previous_message)\.)?streaming_state: string$/,
    source: 'BotMessageEvent of @slack/types 3.2.0',
  },
  {
    sample: 'events/Message*',
    path: /^event\.((message|previous_message)\.)?blocks\[\]\.text: string$/,
    source: 'MarkdownBlock of @slack/types 3.2.0: the samples end before it',
  },
  { sample: 'events/MessagePayload', path: /^event\.app_context: object$/, source: 'GenericMessageEvent of @slack/types 3.2.0' },
  { sample: 'events/AppHomeOpenedPayload', path: /^event\.context: object$/, source: 'AppHomeOpenedEvent of @slack/types 3.2.0' },
  { sample: 'events/AppContextChangedPayload', path: /^no sample$/, source: 'AppContextChangedEvent of @slack/types 3.2.0' },
  {
    sample: 'api/views.*',
    path: /^view\.blocks\[\]\.accessory\.(action_id: string|options: array|placeholder: object)$/,
    source: 'sample api/views.open: static_select in actions; the accessories of the sample end at image',
  },
]
