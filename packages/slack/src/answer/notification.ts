const MAX_LENGTH = 1_000

/** Cuts mrkdwn for the notification between two characters, never inside of an entity. */
export const clip = (mrkdwn: string): string =>
  mrkdwn.length <= MAX_LENGTH ? mrkdwn : `${mrkdwn.slice(0, MAX_LENGTH).replace(/(&[a-z]*|[\uD800-\uDBFF])$/, '')} …`
