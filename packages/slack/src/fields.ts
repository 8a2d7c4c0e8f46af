import { channelId, messageTs, teamId, userId } from '@backscroll/core'
import { z } from 'zod'
import { textOf } from './loose.ts'

const id = <Id extends string>(parse: (value: unknown) => Id) =>
  z.string().transform((value, context): Id => {
    try {
      return parse(value)
    } catch {
      context.addIssue({ code: 'custom', message: 'not an id of Slack' })
      return z.NEVER
    }
  })

/** Slack writes "absent" as a missing field, as null or as an empty string. */
const orAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === undefined || value === '' ? null : value), schema.nullable())

/** A required channel id. */
export const channelField = id(channelId)
/** A required person or bot user. */
export const userField = id(userId)
/** A required workspace. */
export const teamField = id(teamId)
/** A required message timestamp, kept as text. */
export const tsField = id(messageTs)
/** A person or bot user, or null. */
export const optionalUser = orAbsent(userField)
/** A workspace, or null. */
export const optionalTeam = orAbsent(teamField)
/** A message timestamp, or null. */
export const optionalTs = orAbsent(tsField)
/** An id of a kind without a brand (app, bot, enterprise), or null. */
export const optionalId = orAbsent(z.string().regex(/^[A-Z][A-Z0-9]{0,29}$/))
/** An opaque printable token such as an event id. */
export const opaque = z.string().regex(/^[\x21-\x7e]{1,200}$/)
/** Any text, storable; empty when absent. */
export const words = z
  .string()
  .nullish()
  .transform((value) => textOf(value))
/** Text, or null when absent or empty. */
export const optionalWords = words.transform((value) => value || null)
/** True only for a JSON true. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true)
/** A count, or null. */
export const optionalCount = z.preprocess((value) => value ?? null, z.number().int().nonnegative().nullable())
