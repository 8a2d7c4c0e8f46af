import { z } from 'zod'
import { inAddress, pageOf, person, slackUserId } from './paging.ts'
import { scope } from './scopes.ts'

export const apiKeyRow = z
  .object({
    /** Public part of the key: names it and opens nothing. */
    prefix: z.string(),
    scopes: z.array(z.string()),
    /** The key reads what this person may read in Slack at the moment of a call. */
    actsAs: person,
    /** `stopped`: its person is shut out, and it opens nothing until they are let in again. */
    state: z.enum(['active', 'stopped', 'expired', 'revoked']),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKeyRow = z.output<typeof apiKeyRow>
export const apiKeyList = pageOf(apiKeyRow).meta({ id: 'ApiKeyList' })
export const newApiKey = z
  .strictObject({
    scopes: z.array(scope).min(1, 'must name one scope at least'),
    /** Default: whoever makes it. */
    actsAs: slackUserId.optional(),
    days: z.int().min(1, 'must be 1 at least').max(365, 'must be 365 at most').default(90),
  })
  .meta({ id: 'NewApiKey' })
export type NewApiKey = z.output<typeof newApiKey>
/** The key itself is shown here and never again. */
export const madeApiKey = apiKeyRow.extend({ key: z.string() }).meta({ id: 'MadeApiKey' })
export type MadeApiKey = z.output<typeof madeApiKey>
export const keyParams = z.object({ prefix: z.string().regex(/^[a-z2-7]{12}$/, 'is no prefix of a key') })
export const daysQuery = z.strictObject({ days: inAddress(1, 90).default(30) })
