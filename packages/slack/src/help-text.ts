/** What `/ask` alone and `/ask help` say, in mrkdwn. */
export const HELP_TEXT = [
  'Ask about anything that was said in the channels you can read. You get the words themselves, each with a link to its message. Only you see the answer to a command.',
  '• `/ask when do we ship the billing rewrite?`',
  '• `/ask who owns the staging database?`',
  '• `/ask what did we decide about refunds?`',
  'You can also mention me in a channel, or write to me directly.',
].join('\n')
