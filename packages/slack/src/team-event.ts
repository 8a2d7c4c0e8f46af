import { z } from 'zod'
import type { Delivery } from './delivery.ts'
import { optionalWords } from './fields.ts'
import { listOf } from './loose.ts'
import { parseAs } from './parse.ts'
import type { SlackEvent } from './slack-event.ts'
import { userRecord } from './user-record.ts'

const teamFields = z.looseObject({ name: optionalWords, domain: optionalWords, url: optionalWords })
const revokedTokens = z.looseObject({ tokens: z.looseObject({ bot: z.unknown().optional() }) })

/** Reads `team_join` and `user_change`. */
export const userChanged = ({ event, version }: Delivery): SlackEvent => ({ kind: 'user', user: userRecord(event.user), version })

/** Reads `team_rename` and `team_domain_change`. */
export function teamChanged({ event, version }: Delivery): SlackEvent {
  const { name, domain, url } = parseAs(teamFields, event, 'The workspace event')
  return {
    kind: 'team',
    version,
    ...(name === null ? {} : { name }),
    ...(domain === null ? {} : { domain }),
    ...(url === null ? {} : { url }),
  }
}

/** Makes the reader of an event that is only counted. */
export const noted = (what: Extract<SlackEvent, { kind: 'noted' }>['what']) => (): SlackEvent => ({ kind: 'noted', what })

/** Reads `app_uninstalled`. */
export const appUninstalled = ({ eventTimeMs }: Delivery): SlackEvent => ({ kind: 'uninstalled', eventTimeMs })

/** Reads `tokens_revoked`; user tokens in it are none of ours. */
export function tokensRevoked({ event, eventTimeMs }: Delivery): SlackEvent {
  const { tokens } = parseAs(revokedTokens, event, 'The revocation')
  const botUserIds = listOf(tokens.bot).filter((id) => typeof id === 'string')
  return { kind: 'tokens-revoked', botUserIds, eventTimeMs }
}
