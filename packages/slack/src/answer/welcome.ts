/** Says once in a channel how to ask there, in mrkdwn. */
export const WELCOME =
  'I answer from what everybody in this channel can read. Mention me to ask here, use `/ask` for an answer that only you see, or `/ask help` for more.'
