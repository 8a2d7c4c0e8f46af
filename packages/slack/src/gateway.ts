import { gatewayPosts } from './gateway-posts.ts'
import { gatewayReads } from './gateway-reads.ts'
import { gatewayThreads } from './gateway-threads.ts'
import { gatewayViews } from './gateway-views.ts'
import { slackCall } from './slack-call.ts'
import type { SlackGateway } from './slack-gateway.ts'

/** What a gateway is made of. */
export interface GatewaySettings {
  /** The opened bot token; it stays inside. */
  token: string
  /** Where the next token comes from when Slack calls this one expired; absent for a token that does not rotate. */
  renew?: (expired: string) => Promise<string | null>
  /** Slack's `https://slack.com/api/`, or the stand-in's. */
  apiUrl: string
  timeoutMs: number
  /** The workspace in which an org-wide token works: named in every call. */
  teamId?: string
  /** Repetitions of a failed read, default 0: jobs repeat themselves. Posts are never repeated. */
  retries?: number
}

/** Opens one workspace's Slack; makes no call. */
export function slackGateway({ token, renew, apiUrl, timeoutMs, teamId, retries = 0 }: GatewaySettings): SlackGateway {
  const once = slackCall({ token, renew }, { apiUrl, timeoutMs, retries: 0, teamId })
  return {
    ...gatewayReads(slackCall({ token, renew }, { apiUrl, timeoutMs, retries, teamId }), teamId),
    ...gatewayPosts(once),
    ...gatewayThreads(once),
    ...gatewayViews(once),
  }
}
