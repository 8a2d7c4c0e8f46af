import { z } from 'zod'
import { flag, optionalCount, optionalId, optionalTeam, optionalTs, optionalUser, tsField, words } from './fields.ts'
import { recordOf } from './loose.ts'

/** The fields of a message that are read; the same object comes in events, in history and in exports. */
export const messageFields = z.looseObject({
  ts: tsField,
  subtype: words,
  hidden: flag,
  user: optionalUser,
  bot_id: optionalId,
  app_id: optionalId,
  bot_profile: z
    .unknown()
    .optional()
    .transform((profile) => optionalId.safeParse(recordOf(profile).app_id).data ?? null),
  thread_ts: optionalTs,
  user_team: optionalTeam,
  user_profile: z
    .unknown()
    .optional()
    .transform((profile) => optionalTeam.safeParse(recordOf(profile).team).data ?? null),
  edited: z
    .unknown()
    .optional()
    .transform((edited) => optionalTs.safeParse(recordOf(edited).ts).data ?? null),
  reply_count: optionalCount,
  latest_reply: optionalTs,
})

/** A message as read from Slack, its unread fields kept for the text. */
export type RawMessage = z.output<typeof messageFields>
