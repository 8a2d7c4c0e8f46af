import type { ErasureQuery, NewErasure } from '@backscroll/contracts'
import { channelId, type ErasureTarget, InvalidRequestError, linkedMessage, teamId, unreachable, userId } from '@backscroll/core'
import { messagesOf, type TenantTx, teamsOf } from '@backscroll/db'

type Asked<Kind extends NewErasure['kind']> = Omit<Extract<NewErasure, { kind: Kind }>, 'confirm'>

/** What is asked for, before anybody has typed a word for it. */
export type AskedErasure = { [Kind in NewErasure['kind']]: Asked<Kind> }[NewErasure['kind']]

/**
 * What is to be erased, and what a person types for it: the id of what it is, the bounds of a period as they were given, the workspace's domain. A
 * period ends now at the latest: what is said later is new. @throws InvalidRequestError for a link to no message of this workspace.
 */
export async function meantErasure(
  tx: TenantTx,
  { team, nowMs }: { team: string; nowMs: number },
  asked: AskedErasure,
): Promise<{ target: ErasureTarget; word: string }> {
  const { kind } = asked
  switch (kind) {
    case 'channel':
      return { target: { kind, channelId: channelId(asked.channelId) }, word: asked.channelId }
    case 'person':
      return { target: { kind, userId: userId(asked.userId) }, word: asked.userId }
    case 'team':
      return { target: { kind, teamId: teamId(team) }, word: (await teamsOf(tx).get())?.domain ?? '' }
    case 'message':
    case 'thread': {
      const link = linkedMessage(asked.permalink.trim(), (await teamsOf(tx).get())?.url ?? '')
      if (!link) throw new InvalidRequestError([{ pointer: '/permalink', detail: 'is no link to a message of this workspace' }])
      const root = kind === 'thread' ? ((await messagesOf(tx).rootOf(link.channelId, link.ts)) ?? link.threadTs) : link.ts
      return { target: { kind, channelId: link.channelId, ts: root }, word: `${link.channelId}:${root}` }
    }
    case 'period': {
      const [fromMs, toMs] = [Date.parse(asked.from), Math.min(Date.parse(asked.to), nowMs)]
      if (fromMs >= toMs) throw new InvalidRequestError([{ pointer: '/from', detail: 'must be before the end, and in the past' }])
      const only = asked.channelId === undefined ? null : channelId(asked.channelId)
      return { target: { kind, fromMs, toMs, channelId: only }, word: `${asked.from}/${asked.to}` }
    }
    default:
      return unreachable(asked)
  }
}

/** The same from an address. @throws InvalidRequestError when something is missing. */
export function askedInAddress(query: ErasureQuery): AskedErasure {
  const { kind, channelId: channel, userId: person, permalink, from, to } = query
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new InvalidRequestError([{ pointer: `/${name}`, detail: 'is missing' }])
    return value
  }
  switch (kind) {
    case 'channel':
      return { kind, channelId: need('channelId', channel) }
    case 'person':
      return { kind, userId: need('userId', person) }
    case 'message':
    case 'thread':
      return { kind, permalink: need('permalink', permalink) }
    case 'period':
      return { kind, from: need('from', from), to: need('to', to), ...(channel === undefined ? {} : { channelId: channel }) }
    default:
      return unreachable(kind)
  }
}
