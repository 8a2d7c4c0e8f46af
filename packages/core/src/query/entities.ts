import { plainText } from '../mrkdwn.ts'
import { unescapeEntities } from '../mrkdwn-tokens.ts'

const ENTITY = /(<(?:[#@!]|https?:|mailto:|tel:)[^<>\n]*>)/i

/** Plain text of what was typed: only Slack's own forms are read, so that `a<b and c>d` of a plain text stays. */
export const entitiesToText = (typed: string, user: (id: string) => string | undefined): string =>
  typed
    .split(ENTITY)
    .map((part, at) => (at % 2 === 0 ? unescapeEntities(part) : plainText(part, { user, channel: () => undefined })))
    .join('')
