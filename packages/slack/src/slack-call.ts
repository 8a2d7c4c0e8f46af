import { WebAPIPlatformError, WebClient } from '@slack/web-api'
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

/** A token, and where the next one comes from when Slack calls it expired. */
export interface TokenSource {
  token: string
  /** @returns a token that is not the expired one; null when there is none. */
  renew?: ((expired: string) => Promise<string | null>) | undefined
}

/** Binds a token to a client of its own. A call that Slack refused because the token had expired is made once more with the next one. */
export function slackCall({ token, renew }: TokenSource, settings: ClientSettings): SlackCall {
  let current = { token, client: new WebClient(token, clientOptions(settings)) }

  const attempt = async (method: string, args: Record<string, unknown>): Promise<unknown> => {
    const used = current
    try {
      return await used.client.apiCall(method, args)
    } catch (error) {
      const next = isExpired(error) && renew ? await renew(used.token) : null
      if (next === null) throw error
      if (current.token !== next) current = { token: next, client: new WebClient(next, clientOptions(settings)) }
      return current.client.apiCall(method, args)
    }
  }

  return async (method, args, schema) => {
    const answer = await attempt(method, args).catch((error: unknown) => {
      throw slackError(method, error)
    })
    try {
      return parseAs(schema, answer, `The answer of ${method}`)
    } catch (error) {
      throw misshapen(method, error)
    }
  }
}

const isExpired = (error: unknown): boolean => error instanceof WebAPIPlatformError && error.data.error === 'token_expired'
