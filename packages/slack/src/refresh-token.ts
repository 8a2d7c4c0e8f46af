import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { clientOptions } from './client-options.ts'
import type { TokenRotation } from './exchanged-installation.ts'
import { parseAs } from './parse.ts'
import { misshapen, slackError } from './slack-error.ts'

/** What a refresh needs: the app's own credentials and the refresh token, which works once. */
export interface RefreshRequest {
  clientId: string
  clientSecret: string
  refreshToken: string
  apiUrl: string
  timeoutMs: number
}

const pair = z.looseObject({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number().int().positive() })

/**
 * Trades a refresh token for the next pair, in one call that is never repeated here. An answer that got lost may have used the token up:
 * asking again with the same one within Slack's grace period gives another pair.
 * @throws SlackRefusedError with the reason `invalid_refresh_token` when only a new install helps; else the Slack errors of core.
 */
export async function refreshToken(request: RefreshRequest): Promise<{ botToken: string } & TokenRotation> {
  const { clientId, clientSecret, apiUrl, timeoutMs } = request
  const client = new WebClient(undefined, clientOptions({ apiUrl, timeoutMs, retries: 0 }))
  const args = { client_id: clientId, client_secret: clientSecret, grant_type: 'refresh_token', refresh_token: request.refreshToken }
  const answer = await client.apiCall('oauth.v2.access', args).catch((error: unknown) => {
    throw slackError('oauth.v2.access', error)
  })
  try {
    const read = parseAs(pair, answer, 'The answer of oauth.v2.access')
    return { botToken: read.access_token, refreshToken: read.refresh_token, expiresInSeconds: read.expires_in }
  } catch (error) {
    throw misshapen('oauth.v2.access', error)
  }
}
