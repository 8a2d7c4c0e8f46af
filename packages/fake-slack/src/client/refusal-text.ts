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
  option_not_found: 'This choice is not here any more.',
  input_too_long: 'This is too long.',
  input_too_short: 'This is too short.',
  too_many_selected: 'These are too many.',
  shortcut_not_found: 'This shortcut is not here any more.',
  view_not_open: 'This form is not open any more.',
  message_not_in_streaming_state: 'This message is written already.',
  edit_window_closed: 'It is too late to edit this message.',
  thread_not_found: 'This thread is not here any more.',
}

/** Slack's error string in plain words; an unknown one is shown as it is. */
export const refusalText = (error: string): string => texts[error] ?? `Slack refused this: ${error}.`

const outcomes: Readonly<Record<string, string>> = {
  operation_timeout: 'The app did not answer within three seconds. Try again.',
  dispatch_failed: 'The app could not be reached, or it answered with an error.',
  // the form itself says what is wrong
  required_field_empty: '',
  errors: '',
}

/** Why an app did not take what a person did, in plain words. */
export const outcomeText = (error: string): string => outcomes[error] ?? `The app did not take this: ${error || 'unknown error'}.`
