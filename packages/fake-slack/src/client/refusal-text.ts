const texts: Readonly<Record<string, string>> = {
  not_in_channel: 'You are not in this channel. Join it first.',
  channel_not_found: 'This channel does not exist, or you may not see it.',
  is_archived: 'This channel is archived.',
  message_not_found: 'This message is not here any more.',
  no_text: 'Write something first.',
  msg_too_long: 'This message is too long.',
  cant_update_message: 'You can only edit your own messages.',
  cant_delete_message: 'You can only delete your own messages.',
  already_reacted: 'You reacted with this already.',
  no_reaction: 'You did not react with this.',
  already_in_channel: 'This person is in the channel already.',
  user_not_found: 'There is no such person.',
  user_disabled: 'This person has left the workspace.',
  cant_invite_self: 'You are here already.',
  cant_leave_general: 'Nobody can leave this channel.',
  method_not_supported_for_channel_type: 'This does not work in a direct message.',
  action_not_found: 'This button is not here any more.',
  thread_not_found: 'This thread is not here any more.',
}

/** Slack's error string in plain words; an unknown one is shown as it is. */
export const refusalText = (error: string): string => texts[error] ?? `Slack refused this: ${error}.`
