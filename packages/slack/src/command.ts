import type { ChannelId, TeamId, UserId } from '@backscroll/core'
import { z } from 'zod'
import { channelField, optionalId, teamField, userField, words } from './fields.ts'
import { recordOf } from './loose.ts'
import { parseAs } from './parse.ts'

/** A slash command. `text` is mrkdwn as typed, tokens escaped by Slack, at most 8,000 characters. `responseUrl` is request data: only `respondToUrl` may post to it. */
export type SlashCommand =
  /** Slack checks the certificate of the address and expects an empty 200. */
  | { isSslCheck: true }
  | {
      isSslCheck: false
      teamId: TeamId
      appId: string | null
      channelId: ChannelId
      userId: UserId
      /** `/ask`, `/askall` or `/backscroll`; another name when a workspace has renamed one. */
      command: string
      text: string
      responseUrl: string
      /** Works for 3 seconds. */
      triggerId: string
    }

/** Longer than any question that is answered, so that a longer one is still refused as too long. */
const MAX_TEXT = 8_000

const commandFields = z.looseObject({
  team_id: teamField,
  api_app_id: optionalId,
  channel_id: channelField,
  user_id: userField,
  command: z.string().regex(/^\/[\p{L}\p{N}_-]{1,40}$/u),
  text: words,
  response_url: words,
  trigger_id: words,
})

/** Reads the form of a slash command. @throws InvalidInputError */
export function commandOf(form: unknown): SlashCommand {
  if (recordOf(form).ssl_check === '1') return { isSslCheck: true }
  const read = parseAs(commandFields, form, 'The command')
  return {
    isSslCheck: false,
    teamId: read.team_id,
    appId: read.api_app_id,
    channelId: read.channel_id,
    userId: read.user_id,
    command: read.command,
    text: read.text
      .trim()
      .slice(0, MAX_TEXT)
      .replace(/[\uD800-\uDBFF]$/, ''),
    responseUrl: read.response_url,
    triggerId: read.trigger_id,
  }
}
