import type { TeamId } from '@backscroll/core'
import { z } from 'zod'
import type { ClientSettings } from './client-options.ts'
import { optionalTeam, optionalWords } from './fields.ts'
import { recordOf } from './loose.ts'
import { slackCall } from './slack-call.ts'

const page = z.looseObject({
  authorizations: z.array(z.looseObject({ team_id: optionalTeam })),
  response_metadata: z.preprocess(recordOf, z.looseObject({ next_cursor: optionalWords })),
})

/** Asks Slack which workspaces' installations may see an event; the delivery itself names one of them. */
export type EventAuthorizations = (eventContext: string) => Promise<TeamId[]>

/** @param settings.token an app-level token with the scope `authorizations:read`; it stays inside. */
export function eventAuthorizations({ token, ...settings }: Omit<ClientSettings, 'retries'> & { token: string }): EventAuthorizations {
  const call = slackCall({ token }, { ...settings, retries: 0 })
  return async (eventContext) => {
    const teams = new Set<TeamId>()
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const args = { event_context: eventContext, limit: 100, ...(cursor ? { cursor } : {}) }
      const { authorizations, response_metadata } = await call('apps.event.authorizations.list', args, page)
      for (const { team_id } of authorizations) if (team_id) teams.add(team_id)
      cursor = response_metadata.next_cursor
    }
    return [...teams]
  }
}
