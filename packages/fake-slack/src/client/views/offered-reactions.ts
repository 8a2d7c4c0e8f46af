/** Reactions offered in the client, by Slack's names. They are shown by name, because not every machine has a font for them. */
export const offeredReactions = ['+1', '-1', 'eyes', 'white_check_mark', 'heart', 'tada', 'question', 'raised_hands'] as const
