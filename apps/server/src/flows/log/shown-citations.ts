import type { Citation } from '@backscroll/contracts'
import { type Answer, messagesOf, type TenantTx, teamsOf } from '@backscroll/db'
import { iso, isoOrNull } from '../access/iso.ts'
import { linkTo } from '../answers/compose/cited-message.ts'
import { readRanking } from '../answers/stored-ranking.ts'
import type { Viewer } from './viewer.ts'

const ROLES: readonly Citation['role'][] = ['cited', 'read', 'retrieved']

/** The messages behind an answer that the viewer may read now, as they are now; the others are neither listed nor counted. */
export async function shownCitations(
  tx: TenantTx,
  { sources }: Pick<Answer, 'sources'>,
  { visible }: Pick<Viewer, 'visible'>,
): Promise<Citation[]> {
  const teamUrl = (await teamsOf(tx).get())?.url ?? ''
  const readable = await messagesOf(tx).readable(sources, visible)
  const messages = new Map(readable.map((message) => [`${message.channelId}:${message.ts}`, message]))
  return sources.flatMap(({ ordinal, channelId, ts, role, score, ranking, removedAtMs }) => {
    const message = messages.get(`${channelId}:${ts}`)
    if (!message) return []
    return {
      ordinal,
      channelId,
      channelName: message.channelName ?? channelId,
      authorName: message.authorName ?? 'an app',
      postedAt: iso(message.postedAtMs),
      permalink: linkTo(teamUrl, message),
      text: message.text,
      role: ROLES.find((known) => known === role) ?? 'retrieved',
      score,
      ranking: readRanking(ranking),
      removedAt: isoOrNull(removedAtMs),
    }
  })
}
