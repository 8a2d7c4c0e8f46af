import type { ClusterChangeRequest } from '@backscroll/contracts'
import { InvalidRequestError, NotFoundError } from '@backscroll/core'
import { clustersOf, messagesOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { visibleChannels } from '../channels/visible-channels.ts'

/** Notes what is done about a group of questions. @throws NotFoundError, InvalidRequestError for a message or a person that is not there for the caller. */
export async function changeCluster(ctx: Context, caller: Caller, clusterId: string, change: ClusterChangeRequest): Promise<void> {
  const { state, owner, resolvedBy } = change
  await ctx.db.withTenant(caller.teamId, async (tx) => {
    if (owner && !(await usersOf(tx).get(owner))) throw wrong('/owner', 'There is no such person in this workspace.')
    if (resolvedBy) {
      const visible = await visibleChannels(tx, { askerId: caller.userId, audience: null })
      const found = await messagesOf(tx).readable([resolvedBy], visible)
      if (found.length === 0) throw wrong('/resolvedBy', 'There is no such message that you can read.')
    }
    const ownerId = state === 'assigned' ? (owner ?? caller.userId) : owner
    const set = { state, ...(ownerId === undefined ? {} : { ownerId }), ...(resolvedBy === undefined ? {} : { resolvedBy }) }
    if (!(await clustersOf(tx).setState(clusterId, set))) throw new NotFoundError('There is no such group of questions.')
    await audited(tx, caller, { action: `questions.${state}`, target: clusterId, atMs: ctx.clock.nowMs() })
  })
}

const wrong = (pointer: string, detail: string): InvalidRequestError => new InvalidRequestError([{ pointer, detail }])
