import { teamId } from '@backscroll/core'
import { type Db, inboxStatsOf, messagesOf, teamsOf } from '@backscroll/db'
import { channelStatuses } from '../src/flows/channels/channel-status.ts'

/** Resolves when a team is read: nothing in its inbox, no channel waiting to be read, nothing the index is behind on. */
export async function settled(db: Db, team: string, limitMs: number): Promise<void> {
  for (const deadline = performance.now() + limitMs; ; ) {
    const left = await db.withTenant(teamId(team), async (tx) => ({
      state: (await teamsOf(tx).get())?.state ?? 'unknown',
      pending: (await inboxStatsOf(tx)).pending,
      dirty: await messagesOf(tx).countDirty(),
      unread: (await channelStatuses(tx)).filter(({ status }) => status === 'waiting' || status === 'reading').length,
    }))
    if (left.state === 'active' && left.pending === 0 && left.dirty === 0 && left.unread === 0) return
    if (performance.now() > deadline) throw new Error(`after ${limitMs / 1_000} s the team is not read: ${JSON.stringify(left)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
