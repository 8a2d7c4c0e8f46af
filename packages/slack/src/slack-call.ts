import { WebClient } from '@slack/web-api'
import type { z } from 'zod'
import { type ClientSettings, clientOptions } from './client-options.ts'
import { parseAs } from './parse.ts'
import { misshapen, slackError } from './slack-error.ts'

/** Calls one Web API method and reads its answer by a schema. @throws the Slack errors of core, and nothing else. */
export type SlackCall = <Schema extends z.ZodType>(
  method: string,
  args: Record<string, unknown>,
  schema: Schema,
) => Promise<z.output<Schema>>

/** Binds a token to a client of its own. */
export function slackCall(token: string, settings: ClientSettings): SlackCall {
  const client = new WebClient(token, clientOptions(settings))
  return async (method, args, schema) => {
    const answer = await client.apiCall(method, args).catch((error: unknown) => {
      throw slackError(method, error)
    })
    try {
      return parseAs(schema, answer, `The answer of ${method}`)
    } catch (error) {
      throw misshapen(method, error)
    }
  }
}
