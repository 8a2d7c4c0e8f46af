import { tmpdir } from 'node:os'
import path from 'node:path'
import { APP_ID } from './small-company.ts'

/** The settings of a server over the stand-in Slack. */
export function serverEnvironment(places: {
  databaseUrl: string
  port: number
  slackUrl: string
  dataDir?: string
}): Record<string, string> {
  return {
    DATABASE_URL: places.databaseUrl,
    DATA_DIR: places.dataDir ?? path.join(tmpdir(), `backscroll-${places.port}`),
    PUBLIC_URL: `http://127.0.0.1:${places.port}`,
    PORT: String(places.port),
    SLACK_APP_ID: APP_ID,
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 'client-secret-of-the-tests',
    SLACK_SIGNING_SECRET: 'signing-secret-of-the-tests',
    SLACK_API_URL: `${places.slackUrl}/api/`,
    SLACK_AUTHORIZE_URL: `${places.slackUrl}/oauth/v2/authorize`,
    SLACK_OPENID_URL: places.slackUrl,
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64url')}`,
    ALLOW_CHANNELS: '*',
    SLACK_PACE: 'off',
  }
}
